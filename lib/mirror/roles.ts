import type { Role } from "openai/resources/admin/organization/roles";
import type { MirrorTable, Writes } from "#lib/mirror/rows.ts";
import { upsertRows } from "#lib/mirror/rows.ts";

export const roleTable: MirrorTable = {
  name: "upstream_roles",
  key: ["project_id", "id"],
  columns: {
    project_id: "text",
    id: "text",
    name: "text",
    description: "text",
    permissions: "text[]",
    is_predefined: "boolean",
    resource_type: "text",
  },
};

export const roleAssignmentTable: MirrorTable = {
  name: "role_assignments",
  key: ["project_id", "principal_kind", "principal_id", "role_id"],
  columns: { project_id: "text", principal_kind: "text", principal_id: "text", role_id: "text" },
};

/** Who holds a role where; projectId is "" for the organization. */
export type Principal = { projectId: string; kind: "user" | "group"; id: string };

/** Brings upstream's roles into the mirror; projectId is "" for those of the organization. */
export async function mirrorRoles(
  tx: Writes,
  organizationId: string,
  projectId: string,
  roles: readonly Role[],
  at: Date,
): Promise<number> {
  const rows = roles.map((role) => ({
    values: {
      project_id: projectId,
      id: role.id,
      name: role.name ?? "",
      description: role.description ?? null,
      permissions: role.permissions ?? [],
      is_predefined: role.predefined_role === true,
      resource_type: role.resource_type ?? null,
    },
    raw: role,
  }));
  return upsertRows(tx, roleTable, organizationId, rows, at);
}

/** Brings the roles that one principal holds into the mirror; at is when the request was sent. */
export async function mirrorRoleAssignments(
  tx: Writes,
  organizationId: string,
  principal: Principal,
  roles: readonly { id: string }[],
  at: Date,
): Promise<number> {
  const rows = roles.map((role) => ({
    values: {
      project_id: principal.projectId,
      principal_kind: principal.kind,
      principal_id: principal.id,
      role_id: role.id,
    },
    raw: role,
  }));
  return upsertRows(tx, roleAssignmentTable, organizationId, rows, at);
}
