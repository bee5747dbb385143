import type { Invite } from "openai/resources/admin/organization/invites";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { notFound } from "#twin/errors.ts";

export type InviteRow = {
  id: string;
  email: string;
  role: Invite["role"];
  projects: Invite.Project[];
  created_at: number;
  expires_at: number;
  accepted_at: number | null;
};

export const inviteColumns = "i.id, i.email, i.role, i.projects, i.created_at, i.expires_at, i.accepted_at";

export async function requireInvite(on: Queryable, id: string, { lock = false } = {}): Promise<InviteRow> {
  const invite = await one<InviteRow>(
    on,
    `SELECT ${inviteColumns} FROM twin.invites i WHERE i.id = $1 AND i.deleted_at IS NULL ${lock ? "FOR UPDATE" : ""}`,
    [id],
  );
  if (!invite) throw notFound("invite", id);
  return invite;
}

export function inviteBody(row: InviteRow, now: number): Invite {
  const open = row.expires_at > now ? "pending" : "expired";
  return {
    object: "organization.invite",
    id: row.id,
    email: row.email,
    role: row.role,
    status: row.accepted_at === null ? open : "accepted",
    created_at: row.created_at,
    expires_at: row.expires_at,
    accepted_at: row.accepted_at,
    projects: row.projects,
  };
}
