import type {
  GroupDeleteResponse,
  ProjectGroup,
} from "openai/resources/admin/organization/projects/groups/groups";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { badRequest, notFound } from "#twin/errors.ts";
import { listRows, nextList, pageRequest } from "#twin/lists.ts";
import type { NextList } from "#twin/lists.ts";
import { requireActiveProject } from "#twin/projects/find.ts";
import { choice } from "#twin/queries.ts";
import { addAssignment, recordAssignment } from "#twin/roles/assignments.ts";
import { requireRole } from "#twin/roles/find.ts";
import { requireGroup } from "#twin/groups/find.ts";

export const projectGroupRoutes: Routes = {
  "GET /organization/projects/:project_id/groups": listProjectGroups,
  "POST /organization/projects/:project_id/groups": addProjectGroup,
  "GET /organization/projects/:project_id/groups/:group_id": retrieveProjectGroup,
  "DELETE /organization/projects/:project_id/groups/:group_id": removeProjectGroup,
};

type ProjectGroupRow = Omit<ProjectGroup, "object">;

const columns = "pg.project_id, pg.group_id, pg.created_at, g.name AS group_name, g.group_type";
const from = "twin.project_groups pg JOIN twin.groups g ON g.id = pg.group_id";

async function listProjectGroups(call: Call): Promise<NextList<ProjectGroup>> {
  const project = await requireActiveProject(call.pool, call.param("project_id"));
  const { rows, hasMore } = await listRows<ProjectGroupRow>(
    call.pool,
    {
      columns,
      from,
      scope: "pg.project_id = $1",
      live: "pg.deleted_at IS NULL",
      values: [project.id],
      seq: "pg.seq",
      id: "pg.group_id",
    },
    pageRequest(call.query, { min: 0, max: 100, fallback: 20 }, "asc"),
  );
  return nextList(rows.map(projectGroupBody), hasMore, (group) => group.group_id);
}

async function retrieveProjectGroup(call: Call): Promise<ProjectGroup> {
  const project = await requireActiveProject(call.pool, call.param("project_id"));
  const type = choice(call.query, "group_type", ["group", "tenant_group"], "group");
  const group = await findProjectGroup(call.pool, project.id, call.param("group_id"));
  if (group?.group_type !== type) throw notFound("project group", call.param("group_id"));
  return projectGroupBody(group);
}

const AddProjectGroup = z.strictObject({ group_id: z.string().min(1), role: z.string().min(1) });

/** `role` is a role's id here, unlike `role` of a project user. */
async function addProjectGroup(call: Call): Promise<ProjectGroup> {
  const body = await call.read(AddProjectGroup);
  return change(call, async (tx) => {
    const project = await requireActiveProject(tx, call.param("project_id"), { lock: true });
    const group = await requireGroup(tx, body.group_id);
    const resource = { id: project.id, type: "api.project", projectId: project.id } as const;
    const role = await requireRole(tx, resource, body.role);
    if (await findProjectGroup(tx, project.id, group.id)) {
      throw badRequest(
        `Group ${group.id} already exists in project ${project.id}.`,
        "group_id",
        "group_already_exists",
      );
    }
    await tx.query(
      `INSERT INTO twin.project_groups (project_id, group_id, created_at) VALUES ($1, $2, $3)
       ON CONFLICT (project_id, group_id) DO UPDATE SET created_at = excluded.created_at, deleted_at = NULL`,
      [project.id, group.id, call.now],
    );
    await addAssignment(tx, call, { resource, principal: { id: group.id, type: "group" }, role });
    return projectGroupBody(await requireProjectGroup(tx, project.id, group.id));
  });
}

async function removeProjectGroup(call: Call): Promise<GroupDeleteResponse> {
  return change(call, async (tx) => {
    const project = await requireActiveProject(tx, call.param("project_id"), { lock: true });
    const { group_id } = await requireProjectGroup(tx, project.id, call.param("group_id"));
    await tx.query("UPDATE twin.project_groups SET deleted_at = $3 WHERE project_id = $1 AND group_id = $2", [
      project.id,
      group_id,
      call.now,
    ]);
    const { rows } = await tx.query<{ role_id: string }>(
      `UPDATE twin.role_assignments SET deleted_at = $3
       WHERE resource_id = $1 AND principal_type = 'group' AND principal_id = $2 AND deleted_at IS NULL RETURNING role_id`,
      [project.id, group_id, call.now],
    );
    const resource = { id: project.id, type: "api.project", projectId: project.id } as const;
    for (const { role_id: roleId } of rows) {
      const principal = { id: group_id, type: "group" } as const;
      await recordAssignment(tx, call, "role.assignment.deleted", { resource, principal, roleId });
    }
    return { object: "project.group.deleted", deleted: true };
  });
}

function findProjectGroup(
  on: Queryable,
  projectId: string,
  groupId: string,
): Promise<ProjectGroupRow | undefined> {
  return one<ProjectGroupRow>(
    on,
    `SELECT ${columns} FROM ${from} WHERE pg.project_id = $1 AND pg.group_id = $2 AND pg.deleted_at IS NULL`,
    [projectId, groupId],
  );
}

async function requireProjectGroup(
  on: Queryable,
  projectId: string,
  groupId: string,
): Promise<ProjectGroupRow> {
  const group = await findProjectGroup(on, projectId, groupId);
  if (!group) throw notFound("project group", groupId);
  return group;
}

function projectGroupBody(row: ProjectGroupRow): ProjectGroup {
  return { object: "project.group", ...row };
}
