import type { Invite, InviteDeleteResponse } from "openai/resources/admin/organization/invites";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { one } from "#twin/database.ts";
import type { Queryable, Transaction } from "#twin/database.ts";
import { badRequest } from "#twin/errors.ts";
import { record } from "#twin/events/record.ts";
import { newId } from "#twin/ids.ts";
import { idList, listRows, pageRequest } from "#twin/lists.ts";
import type { IdList } from "#twin/lists.ts";
import { requireActiveProject } from "#twin/projects/find.ts";
import { inviteBody, inviteColumns, requireInvite } from "#twin/invites/find.ts";
import type { InviteRow } from "#twin/invites/find.ts";

export const inviteRoutes: Routes = {
  "GET /organization/invites": listInvites,
  "POST /organization/invites": createInvite,
  "GET /organization/invites/:invite_id": retrieveInvite,
  "DELETE /organization/invites/:invite_id": deleteInvite,
};

/** Upstream's figure is not published. */
const lifetimeSeconds = 7 * 24 * 3600;

async function listInvites(call: Call): Promise<IdList<Invite>> {
  const { rows, hasMore } = await listRows<InviteRow>(
    call.pool,
    {
      columns: inviteColumns,
      from: "twin.invites i",
      live: "i.deleted_at IS NULL",
      values: [],
      seq: "i.seq",
      id: "i.id",
    },
    pageRequest(call.query),
  );
  return idList(
    rows.map((row) => inviteBody(row, call.now)),
    hasMore,
  );
}

async function retrieveInvite(call: Call): Promise<Invite> {
  return inviteBody(await requireInvite(call.pool, call.param("invite_id")), call.now);
}

const CreateInvite = z.strictObject({
  email: z.email("Invalid 'email': expected an email address."),
  role: z.enum(["reader", "owner"]),
  projects: z.array(z.strictObject({ id: z.string(), role: z.enum(["member", "owner"]) })).optional(),
});

/** Without `projects` the person joins the default project; with an empty list, none. */
async function createInvite(call: Call): Promise<Invite> {
  const body = await call.read(CreateInvite);
  const projects = body.projects ?? [{ id: call.organization.defaultProjectId, role: "member" as const }];
  return change(call, async (tx) => {
    for (const { id } of projects) await requireActiveProject(tx, id);
    await refuseKnownAddress(tx, body.email, call.now);
    const id = newId("invite-");
    await tx.query(
      "INSERT INTO twin.invites (id, email, role, projects, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
      [id, body.email, body.role, JSON.stringify(projects), call.now, call.now + lifetimeSeconds],
    );
    await record(tx, call, "invite.sent", { id, data: { email: body.email, role: body.role } });
    return inviteBody(await requireInvite(tx, id), call.now);
  });
}

async function refuseKnownAddress(on: Queryable, email: string, now: number): Promise<void> {
  const known = await one<{ what: string }>(
    on,
    `SELECT 'is already a member of the organization' AS what FROM twin.users WHERE lower(email) = lower($1) AND deleted_at IS NULL
     UNION ALL SELECT 'already has a pending invite' FROM twin.invites
     WHERE lower(email) = lower($1) AND deleted_at IS NULL AND accepted_at IS NULL AND expires_at > $2`,
    [email, now],
  );
  if (known) throw badRequest(`${email} ${known.what}.`, "email", "user_already_exists");
}

async function deleteInvite(call: Call): Promise<InviteDeleteResponse> {
  return change(call, async (tx: Transaction) => {
    const invite = await requireInvite(tx, call.param("invite_id"), { lock: true });
    if (invite.accepted_at !== null) {
      throw badRequest(`Invite ${invite.id} was already accepted.`, null, "invite_already_accepted");
    }
    await tx.query("UPDATE twin.invites SET deleted_at = $2 WHERE id = $1", [invite.id, call.now]);
    await record(tx, call, "invite.deleted", { id: invite.id });
    return { object: "organization.invite.deleted", id: invite.id, deleted: true };
  });
}
