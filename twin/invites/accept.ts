import type pg from "pg";
import { one, transaction } from "#twin/database.ts";
import { badRequest } from "#twin/errors.ts";
import { insertEvent } from "#twin/events/insert.ts";
import type { NewEvent } from "#twin/events/insert.ts";
import { newId } from "#twin/ids.ts";
import { requireInvite } from "#twin/invites/find.ts";

/** What the invited person does in a browser: joins, with the projects of the invite. Answers their user id. */
export async function acceptInvite(pool: pg.Pool, inviteId: string, name: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return transaction(pool, async (tx) => {
    const invite = await requireInvite(tx, inviteId, { lock: true });
    if (invite.accepted_at !== null) throw badRequest(`Invite ${invite.id} was already accepted.`);
    if (invite.expires_at <= now) throw badRequest(`Invite ${invite.id} has expired.`);
    const known = await one(
      tx,
      "SELECT 1 FROM twin.users WHERE lower(email) = lower($1) AND deleted_at IS NULL",
      [invite.email],
    );
    if (known) throw badRequest(`${invite.email} is already a member of the organization.`);
    await tx.query("UPDATE twin.invites SET accepted_at = $2 WHERE id = $1", [invite.id, now]);
    const id = newId("user-");
    await tx.query("INSERT INTO twin.users (id, email, name, role, added_at) VALUES ($1, $2, $3, $4, $5)", [
      id,
      invite.email,
      name,
      invite.role,
      now,
    ]);
    for (const project of invite.projects) {
      const active = await one(tx, "SELECT 1 FROM twin.projects WHERE id = $1 AND archived_at IS NULL", [
        project.id,
      ]);
      if (!active) continue;
      await tx.query(
        `INSERT INTO twin.project_users (project_id, user_id, role, added_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role`,
        [project.id, id, project.role, now],
      );
    }
    const user = { id, email: invite.email };
    const common: Omit<NewEvent, "type" | "resourceIds" | "payload"> = {
      effectiveAt: now,
      isTenant: false,
      projectId: null,
      actor: { type: "session", session: { user, ip_address: "203.0.113.10" } },
      actorIds: [id],
      actorEmail: invite.email,
    };
    await insertEvent(tx, {
      ...common,
      type: "invite.accepted",
      resourceIds: [invite.id],
      payload: { id: invite.id },
    });
    const added = { id, data: { role: invite.role } };
    await insertEvent(tx, { ...common, type: "user.added", resourceIds: [id], payload: added });
    return id;
  });
}
