import type { RoleListResponse, RoleRetrieveResponse } from "openai/resources/admin/organization/users/roles";
import { z } from "zod";
import type { Call } from "#twin/call.ts";
import type { Queryable, Transaction } from "#twin/database.ts";
import { one } from "#twin/database.ts";
import { badRequest, notFound } from "#twin/errors.ts";
import { record } from "#twin/events/record.ts";
import { listRows, nextList, pageRequest } from "#twin/lists.ts";
import type { NextList } from "#twin/lists.ts";
import { requireRole, roleColumns, roleLimits } from "#twin/roles/find.ts";
import type { RoleRow } from "#twin/roles/find.ts";
import type { Resource } from "#twin/roles/resources.ts";

export type Principal = { id: string; type: "user" | "group" };

export const AssignRole = z.strictObject({ role_id: z.string().min(1) });

type AssignedRow = RoleRow & { sources: { principal_id: string; principal_type: string }[] };

/** $1 resource, $2 principal, $3 its type. A person's base role counts as assigned, and so do their groups' roles. */
const assigned = `(SELECT a.role_id, json_agg(json_build_object('principal_id', a.principal_id,
    'principal_type', a.principal_type) ORDER BY a.principal_type DESC, a.principal_id) AS sources
  FROM (
    SELECT 'role-api-organization-' || u.role || '__api-organization__' || o.id AS role_id, u.id AS principal_id, 'user' AS principal_type
    FROM twin.organization o, twin.users u WHERE o.id = $1 AND u.id = $2 AND $3 = 'user'
    UNION ALL
    SELECT 'role-api-project-' || CASE WHEN u.role = 'owner' THEN 'owner' ELSE pu.role END || '__api-project__' || p.id, u.id, 'user'
    FROM twin.projects p CROSS JOIN twin.users u
    LEFT JOIN twin.project_users pu ON pu.project_id = p.id AND pu.user_id = u.id AND pu.deleted_at IS NULL
    WHERE p.id = $1 AND u.id = $2 AND $3 = 'user' AND (u.role = 'owner' OR pu.user_id IS NOT NULL)
    UNION ALL
    SELECT role_id, principal_id, principal_type FROM twin.role_assignments
    WHERE resource_id = $1 AND deleted_at IS NULL AND (principal_type = $3 AND principal_id = $2
      OR $3 = 'user' AND principal_type = 'group' AND principal_id IN (
        SELECT m.group_id FROM twin.group_users m JOIN twin.groups g ON g.id = m.group_id
        WHERE m.user_id = $2 AND m.deleted_at IS NULL AND g.deleted_at IS NULL))
  ) a GROUP BY a.role_id) a JOIN twin.roles r ON r.id = a.role_id`;

export async function listAssignments(
  call: Call,
  resource: Resource,
  principal: Principal,
): Promise<NextList<RoleListResponse>> {
  const { rows, hasMore } = await listRows<AssignedRow>(
    call.pool,
    {
      columns: `${roleColumns}, a.sources`,
      from: assigned,
      live: "r.deleted_at IS NULL",
      values: [resource.id, principal.id, principal.type],
      seq: "r.seq",
      id: "r.id",
    },
    pageRequest(call.query, roleLimits, "asc"),
  );
  return nextList(rows.map(assignmentBody), hasMore, (role) => role.id);
}

export async function requireAssignment(
  on: Queryable,
  resource: Resource,
  principal: Principal,
  roleId: string,
): Promise<RoleRetrieveResponse> {
  const role = await requireRole(on, resource, roleId);
  const row = await one<AssignedRow>(
    on,
    `SELECT ${roleColumns}, a.sources FROM ${assigned} WHERE r.id = $4 AND r.deleted_at IS NULL`,
    [resource.id, principal.id, principal.type, role.id],
  );
  if (!row) throw notFound("role assignment", roleId);
  return assignmentBody(row);
}

export async function addAssignment(
  tx: Transaction,
  call: Call,
  { resource, principal, role }: { resource: Resource; principal: Principal; role: RoleRow },
): Promise<void> {
  await tx.query(
    `INSERT INTO twin.role_assignments (resource_id, principal_type, principal_id, role_id, created_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (resource_id, principal_type, principal_id, role_id)
     DO UPDATE SET created_at = excluded.created_at, deleted_at = NULL`,
    [resource.id, principal.type, principal.id, role.id, call.now],
  );
  await recordAssignment(tx, call, "role.assignment.created", { resource, principal, roleId: role.id });
}

/** Takes back a direct assignment; what comes by a group can only be taken back there. */
export async function removeAssignment(
  tx: Transaction,
  call: Call,
  { resource, principal, role }: { resource: Resource; principal: Principal; role: RoleRow },
): Promise<void> {
  const { rowCount } = await tx.query(
    `UPDATE twin.role_assignments SET deleted_at = $5
     WHERE resource_id = $1 AND principal_type = $2 AND principal_id = $3 AND role_id = $4 AND deleted_at IS NULL`,
    [resource.id, principal.type, principal.id, role.id, call.now],
  );
  if (!rowCount) {
    await requireAssignment(tx, resource, principal, role.id);
    throw badRequest(`Role ${role.id} is not assigned to this ${principal.type} directly.`, "role_id");
  }
  await recordAssignment(tx, call, "role.assignment.deleted", { resource, principal, roleId: role.id });
}

export async function recordAssignment(
  tx: Transaction,
  call: Call,
  type: "role.assignment.created" | "role.assignment.deleted",
  { resource, principal, roleId }: { resource: Resource; principal: Principal; roleId: string },
): Promise<void> {
  const payload = {
    id: roleId,
    principal_id: principal.id,
    principal_type: principal.type,
    resource_id: resource.id,
    resource_type: resource.type,
  };
  await record(tx, call, type, payload, [principal.id]);
}

function assignmentBody(row: AssignedRow): RoleListResponse {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    permissions: row.permissions,
    predefined_role: row.predefined,
    resource_type: row.project_id === null ? "api.organization" : "api.project",
    assignment_sources: row.sources,
    created_at: row.created_at,
    updated_at: row.updated_at,
    created_by: row.created_by,
    created_by_user_obj: null,
    metadata: {},
  };
}
