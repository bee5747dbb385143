import type { ProjectUser } from "openai/resources/admin/organization/projects/users/users";
import type { MirrorTable, Writes } from "#lib/mirror/rows.ts";
import { tombstoneRows, upsertRows } from "#lib/mirror/rows.ts";

export const projectMemberTable: MirrorTable = {
  name: "project_members",
  key: ["project_id", "member_id"],
  columns: { project_id: "text", member_id: "text", role: "text", added_at: "epoch" },
};

/** Brings members of one project into the mirror; at is when the request was sent. */
export async function mirrorProjectMembers(
  tx: Writes,
  organizationId: string,
  projectId: string,
  users: readonly ProjectUser[],
  at: Date,
): Promise<number> {
  const rows = users.map((user) => ({
    values: {
      project_id: projectId,
      member_id: user.id,
      role: user.role ?? "",
      added_at: user.added_at ?? null,
    },
    raw: user,
  }));
  return upsertRows(tx, projectMemberTable, organizationId, rows, at);
}

export async function tombstoneProjectMembers(
  tx: Writes,
  organizationId: string,
  projectId: string,
  memberIds: readonly string[],
  at: Date,
): Promise<number> {
  const keys = memberIds.map((id) => ({ project_id: projectId, member_id: id }));
  return tombstoneRows(tx, projectMemberTable, organizationId, keys, at);
}
