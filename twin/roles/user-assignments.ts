import type { RoleCreateResponse, RoleDeleteResponse } from "openai/resources/admin/organization/users/roles";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import type { Transaction } from "#twin/database.ts";
import { badRequest } from "#twin/errors.ts";
import { requireUser, userBody } from "#twin/users/find.ts";
import type { UserRow } from "#twin/users/find.ts";
import { requireAnotherOwner } from "#twin/users/require-another-owner.ts";
import {
  addAssignment,
  AssignRole,
  listAssignments,
  recordAssignment,
  removeAssignment,
  requireAssignment,
} from "#twin/roles/assignments.ts";
import type { Principal } from "#twin/roles/assignments.ts";
import { requireRole, roleBody } from "#twin/roles/find.ts";
import type { RoleRow } from "#twin/roles/find.ts";
import { organizationRoleOf, projectRoleOf } from "#twin/roles/predefined.ts";
import { organizationResource, projectResource } from "#twin/roles/resources.ts";
import type { Resource, ResourceOf } from "#twin/roles/resources.ts";

export const userAssignmentRoutes: Routes = {
  ...routesAt("/organization/users/:user_id/roles", organizationResource),
  ...routesAt("/projects/:project_id/users/:user_id/roles", projectResource),
};

function routesAt(path: string, resourceOf: ResourceOf): Routes {
  return {
    [`GET ${path}`]: async (call) => listAssignments(call, await resourceOf(call), await userOf(call)),
    [`POST ${path}`]: async (call) => assign(call, await resourceOf(call)),
    [`GET ${path}/:role_id`]: async (call) =>
      requireAssignment(call.pool, await resourceOf(call), await userOf(call), call.param("role_id")),
    [`DELETE ${path}/:role_id`]: async (call) => unassign(call, await resourceOf(call)),
  };
}

async function userOf(call: Call): Promise<Principal> {
  const { id } = await requireUser(call.pool, call.param("user_id"));
  return { id, type: "user" };
}

async function assign(call: Call, resource: Resource): Promise<RoleCreateResponse> {
  const { role_id } = await call.read(AssignRole);
  return change(call, async (tx) => {
    const user = await requireUser(tx, call.param("user_id"), { lock: true });
    const role = await requireRole(tx, resource, role_id);
    const principal: Principal = { id: user.id, type: "user" };
    if (role.predefined) {
      await setBaseRole(tx, call, { resource, user, role });
      await recordAssignment(tx, call, "role.assignment.created", { resource, principal, roleId: role.id });
    } else {
      await addAssignment(tx, call, { resource, principal, role });
    }
    return { object: "user.role", user: userBody(await requireUser(tx, user.id)), role: roleBody(role) };
  });
}

type Assignment = { resource: Resource; user: UserRow; role: RoleRow };

/** A predefined role is a person's base role: there is one of them, kept with the membership. */
async function setBaseRole(tx: Transaction, call: Call, { resource, user, role }: Assignment): Promise<void> {
  if (resource.projectId === null) {
    const name = organizationRoleOf(call.organization, role.id);
    if (user.role === "owner" && name !== "owner") await requireAnotherOwner(tx, user.id);
    await tx.query("UPDATE twin.users SET role = $2 WHERE id = $1", [user.id, name]);
    return;
  }
  if (user.role === "owner") throw badRequest("Organization owners are owners of every project.", "role_id");
  await tx.query(
    `INSERT INTO twin.project_users (project_id, user_id, role, added_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role, deleted_at = NULL,
       added_at = CASE WHEN twin.project_users.deleted_at IS NULL THEN twin.project_users.added_at ELSE excluded.added_at END`,
    [resource.projectId, user.id, projectRoleOf(resource.projectId, role.id), call.now],
  );
}

async function unassign(call: Call, resource: Resource): Promise<RoleDeleteResponse> {
  return change(call, async (tx) => {
    const user = await requireUser(tx, call.param("user_id"), { lock: true });
    const role = await requireRole(tx, resource, call.param("role_id"));
    const principal: Principal = { id: user.id, type: "user" };
    if (role.predefined) {
      await requireAssignment(tx, resource, principal, role.id);
      await dropBaseRole(tx, { resource, user, role });
      await recordAssignment(tx, call, "role.assignment.deleted", { resource, principal, roleId: role.id });
    } else {
      await removeAssignment(tx, call, { resource, principal, role });
    }
    return { object: "user.role.deleted", deleted: true };
  });
}

async function dropBaseRole(tx: Transaction, { resource, user, role }: Assignment): Promise<void> {
  if (resource.projectId !== null || user.role !== "owner") {
    throw badRequest(`Role ${role.id} comes with the membership; remove the user instead.`, "role_id");
  }
  await requireAnotherOwner(tx, user.id);
  await tx.query("UPDATE twin.users SET role = 'reader' WHERE id = $1", [user.id]);
}
