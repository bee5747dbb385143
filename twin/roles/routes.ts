import type { Role, RoleDeleteResponse } from "openai/resources/admin/organization/roles";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { badRequest } from "#twin/errors.ts";
import { record } from "#twin/events/record.ts";
import { newHexId } from "#twin/ids.ts";
import { listRows, nextList, pageRequest } from "#twin/lists.ts";
import type { NextList } from "#twin/lists.ts";
import { requireRole, roleBody, roleColumns, roleLimits } from "#twin/roles/find.ts";
import type { RoleRow } from "#twin/roles/find.ts";
import { organizationResource, projectResource } from "#twin/roles/resources.ts";
import type { Resource, ResourceOf } from "#twin/roles/resources.ts";

export const roleRoutes: Routes = {
  ...routesAt("/organization/roles", organizationResource),
  ...routesAt("/projects/:project_id/roles", projectResource),
};

function routesAt(path: string, resourceOf: ResourceOf): Routes {
  return {
    [`GET ${path}`]: async (call) => listRoles(call, await resourceOf(call)),
    [`POST ${path}`]: async (call) => createRole(call, await resourceOf(call)),
    [`GET ${path}/:role_id`]: async (call) =>
      roleBody(await requireRole(call.pool, await resourceOf(call), call.param("role_id"))),
    [`POST ${path}/:role_id`]: async (call) => updateRole(call, await resourceOf(call)),
    [`DELETE ${path}/:role_id`]: async (call) => deleteRole(call, await resourceOf(call)),
  };
}

async function listRoles(call: Call, resource: Resource): Promise<NextList<Role>> {
  const { rows, hasMore } = await listRows<RoleRow>(
    call.pool,
    {
      columns: roleColumns,
      from: "twin.roles r",
      scope: "r.project_id IS NOT DISTINCT FROM $1",
      live: "r.deleted_at IS NULL",
      values: [resource.projectId],
      seq: "r.seq",
      id: "r.id",
    },
    pageRequest(call.query, roleLimits, "asc"),
  );
  return nextList(rows.map(roleBody), hasMore, (role) => role.id);
}

const CreateRole = z.strictObject({
  role_name: z.string().min(1),
  permissions: z.array(z.string()),
  description: z.string().nullish(),
});

async function createRole(call: Call, resource: Resource): Promise<Role> {
  const body = await call.read(CreateRole);
  return change(call, async (tx) => {
    const id = resource.projectId === null ? newHexId("role_") : `role_${resource.projectId}~${newHexId()}`;
    await tx.query(
      `INSERT INTO twin.roles (id, project_id, name, description, permissions, created_by, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`,
      [
        id,
        resource.projectId,
        body.role_name,
        body.description ?? null,
        body.permissions,
        call.key.ownerId,
        call.now,
      ],
    );
    await record(tx, call, "role.created", {
      id,
      role_name: body.role_name,
      permissions: body.permissions,
      resource_type: resource.type,
      resource_id: resource.id,
    });
    return roleBody(await requireRole(tx, resource, id));
  });
}

const UpdateRole = z.strictObject({
  role_name: z.string().min(1).nullish(),
  permissions: z.array(z.string()).nullish(),
  description: z.string().nullish(),
});

async function updateRole(call: Call, resource: Resource): Promise<Role> {
  const body = await call.read(UpdateRole);
  return change(call, async (tx) => {
    const role = await requireRole(tx, resource, call.param("role_id"), { lock: true });
    refusePredefined(role);
    await tx.query(
      `UPDATE twin.roles SET name = coalesce($2, name), permissions = coalesce($3, permissions),
         description = CASE WHEN $5 THEN $4 ELSE description END, updated_at = $6 WHERE id = $1`,
      [
        role.id,
        body.role_name ?? null,
        body.permissions ?? null,
        body.description ?? null,
        body.description !== undefined,
        call.now,
      ],
    );
    await record(tx, call, "role.updated", {
      id: role.id,
      changes_requested: changesOf(role, body, resource),
    });
    return roleBody(await requireRole(tx, resource, role.id));
  });
}

function changesOf(role: RoleRow, body: z.output<typeof UpdateRole>, resource: Resource) {
  const after = body.permissions ?? role.permissions;
  return {
    resource_id: resource.id,
    resource_type: resource.type,
    ...(body.role_name ? { role_name: body.role_name } : {}),
    ...(body.description ? { description: body.description } : {}),
    permissions_added: after.filter((permission) => !role.permissions.includes(permission)),
    permissions_removed: role.permissions.filter((permission) => !after.includes(permission)),
  };
}

async function deleteRole(call: Call, resource: Resource): Promise<RoleDeleteResponse> {
  return change(call, async (tx) => {
    const role = await requireRole(tx, resource, call.param("role_id"), { lock: true });
    refusePredefined(role);
    const gone = [role.id, call.now];
    await tx.query("UPDATE twin.roles SET deleted_at = $2 WHERE id = $1", gone);
    await tx.query(
      "UPDATE twin.role_assignments SET deleted_at = $2 WHERE role_id = $1 AND deleted_at IS NULL",
      gone,
    );
    await record(tx, call, "role.deleted", { id: role.id });
    return { object: "role.deleted", id: role.id, deleted: true };
  });
}

function refusePredefined(role: RoleRow): void {
  if (role.predefined)
    throw badRequest(`Role ${role.id} is predefined and cannot be changed.`, null, "predefined_role");
}
