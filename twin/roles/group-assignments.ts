import type {
  RoleCreateResponse,
  RoleDeleteResponse,
} from "openai/resources/admin/organization/groups/roles";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { requireGroup } from "#twin/groups/find.ts";
import {
  addAssignment,
  AssignRole,
  listAssignments,
  removeAssignment,
  requireAssignment,
} from "#twin/roles/assignments.ts";
import type { Principal } from "#twin/roles/assignments.ts";
import { requireRole, roleBody } from "#twin/roles/find.ts";
import { organizationResource, projectResource } from "#twin/roles/resources.ts";
import type { Resource, ResourceOf } from "#twin/roles/resources.ts";

export const groupAssignmentRoutes: Routes = {
  ...routesAt("/organization/groups/:group_id/roles", organizationResource),
  ...routesAt("/projects/:project_id/groups/:group_id/roles", projectResource),
};

function routesAt(path: string, resourceOf: ResourceOf): Routes {
  return {
    [`GET ${path}`]: async (call) => listAssignments(call, await resourceOf(call), await groupOf(call)),
    [`POST ${path}`]: async (call) => assign(call, await resourceOf(call)),
    [`GET ${path}/:role_id`]: async (call) =>
      requireAssignment(call.pool, await resourceOf(call), await groupOf(call), call.param("role_id")),
    [`DELETE ${path}/:role_id`]: async (call) => unassign(call, await resourceOf(call)),
  };
}

async function groupOf(call: Call): Promise<Principal> {
  const { id } = await requireGroup(call.pool, call.param("group_id"));
  return { id, type: "group" };
}

async function assign(call: Call, resource: Resource): Promise<RoleCreateResponse> {
  const { role_id } = await call.read(AssignRole);
  return change(call, async (tx) => {
    const group = await requireGroup(tx, call.param("group_id"), { lock: true });
    const role = await requireRole(tx, resource, role_id);
    await addAssignment(tx, call, { resource, principal: { id: group.id, type: "group" }, role });
    return {
      object: "group.role",
      group: {
        object: "group",
        id: group.id,
        name: group.name,
        created_at: group.created_at,
        scim_managed: group.is_scim_managed,
      },
      role: roleBody(role),
    };
  });
}

async function unassign(call: Call, resource: Resource): Promise<RoleDeleteResponse> {
  return change(call, async (tx) => {
    const group = await requireGroup(tx, call.param("group_id"), { lock: true });
    const role = await requireRole(tx, resource, call.param("role_id"));
    await removeAssignment(tx, call, { resource, principal: { id: group.id, type: "group" }, role });
    return { object: "group.role.deleted", deleted: true };
  });
}
