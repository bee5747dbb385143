import type { Role } from "openai/resources/admin/organization/roles";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { notFound } from "#twin/errors.ts";
import type { Limits } from "#twin/queries.ts";
import { projectRoleId, projectRoleOf } from "#twin/roles/predefined.ts";
import type { Resource } from "#twin/roles/resources.ts";

export type RoleRow = {
  id: string;
  project_id: string | null;
  name: string;
  description: string | null;
  permissions: string[];
  predefined: boolean;
  created_by: string | null;
  created_at: number;
  updated_at: number;
};

export const roleLimits: Limits = { min: 0, max: 1000, fallback: 1000 };
export const roleColumns =
  "r.id, r.project_id, r.name, r.description, r.permissions, r.predefined, r.created_by, r.created_at, r.updated_at";

/** Finds a role of this resource; a predefined project role is also known by its short id. */
export async function requireRole(
  on: Queryable,
  resource: Resource,
  id: string,
  { lock = false } = {},
): Promise<RoleRow> {
  const predefined = resource.projectId === null ? undefined : projectRoleOf(resource.projectId, id);
  const role = await one<RoleRow>(
    on,
    `SELECT ${roleColumns} FROM twin.roles r
     WHERE r.id = $1 AND r.project_id IS NOT DISTINCT FROM $2 AND r.deleted_at IS NULL ${lock ? "FOR UPDATE" : ""}`,
    [
      predefined && resource.projectId !== null ? projectRoleId(resource.projectId, predefined) : id,
      resource.projectId,
    ],
  );
  if (!role) throw notFound("role", id);
  return role;
}

export function roleBody(row: RoleRow): Role {
  return {
    object: "role",
    id: row.id,
    name: row.name,
    description: row.description,
    permissions: row.permissions,
    predefined_role: row.predefined,
    resource_type: row.project_id === null ? "api.organization" : "api.project",
  };
}
