import type { Group } from "openai/resources/admin/organization/groups/groups";
import type { OrganizationGroupUser } from "openai/resources/admin/organization/groups/users";
import type { ProjectGroup } from "openai/resources/admin/organization/projects/groups/groups";
import type { MirrorTable, Writes } from "#lib/mirror/rows.ts";
import { upsertRows } from "#lib/mirror/rows.ts";

export const groupTable: MirrorTable = {
  name: "groups",
  key: ["id"],
  columns: { id: "text", name: "text", kind: "text", is_scim_managed: "boolean", created_at: "epoch" },
};

export const groupMemberTable: MirrorTable = {
  name: "group_members",
  key: ["group_id", "member_id"],
  columns: { group_id: "text", member_id: "text" },
};

export const projectGroupTable: MirrorTable = {
  name: "project_groups",
  key: ["project_id", "group_id"],
  columns: { project_id: "text", group_id: "text" },
};

/** Brings groups into the mirror; at is when the request was sent. */
export async function mirrorGroups(
  tx: Writes,
  organizationId: string,
  groups: readonly Group[],
  at: Date,
): Promise<number> {
  const rows = groups.map((group) => ({
    values: {
      id: group.id,
      name: group.name ?? "",
      kind: group.group_type ?? null,
      is_scim_managed: group.is_scim_managed === true,
      created_at: group.created_at ?? null,
    },
    raw: group,
  }));
  return upsertRows(tx, groupTable, organizationId, rows, at);
}

/** Brings members of one group into the mirror; a service account's id may stand among them. */
export async function mirrorGroupMembers(
  tx: Writes,
  organizationId: string,
  groupId: string,
  users: readonly OrganizationGroupUser[],
  at: Date,
): Promise<number> {
  const rows = users.map((user) => ({ values: { group_id: groupId, member_id: user.id }, raw: user }));
  return upsertRows(tx, groupMemberTable, organizationId, rows, at);
}

/** Brings the groups that have access to one project into the mirror; at is when the request was sent. */
export async function mirrorProjectGroups(
  tx: Writes,
  organizationId: string,
  projectId: string,
  groups: readonly ProjectGroup[],
  at: Date,
): Promise<number> {
  const rows = groups.map((group) => ({
    values: { project_id: projectId, group_id: group.group_id },
    raw: group,
  }));
  return upsertRows(tx, projectGroupTable, organizationId, rows, at);
}
