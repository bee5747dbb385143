import type {
  ProjectUser,
  UserDeleteResponse,
} from "openai/resources/admin/organization/projects/users/users";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { ApiError, badRequest, missing, notFound } from "#twin/errors.ts";
import { record } from "#twin/events/record.ts";
import { idList, listRows, pageRequest } from "#twin/lists.ts";
import type { IdList } from "#twin/lists.ts";
import { requireActiveProject } from "#twin/projects/find.ts";

export const projectUserRoutes: Routes = {
  "GET /organization/projects/:project_id/users": listProjectUsers,
  "POST /organization/projects/:project_id/users": addProjectUser,
  "GET /organization/projects/:project_id/users/:user_id": retrieveProjectUser,
  "POST /organization/projects/:project_id/users/:user_id": updateProjectUser,
  "DELETE /organization/projects/:project_id/users/:user_id": deleteProjectUser,
};

type ProjectUserRow = {
  id: string;
  email: string;
  name: string;
  role: string;
  added_at: number;
  is_owner: boolean;
};

/** Owners of the organization are owners of every project, whether they were added or not. */
const columns = `u.id, u.email, u.name, u.role = 'owner' AS is_owner,
  CASE WHEN u.role = 'owner' THEN 'owner' ELSE pu.role END AS role,
  coalesce(pu.added_at, greatest(u.added_at, p.created_at)) AS added_at`;
const from = `twin.users u JOIN twin.projects p ON p.id = $1
  LEFT JOIN twin.project_users pu ON pu.user_id = u.id AND pu.project_id = p.id AND pu.deleted_at IS NULL`;
const live = "u.deleted_at IS NULL AND (pu.user_id IS NOT NULL OR u.role = 'owner')";

const manyMembers = 2000;
const fromMembers = `(SELECT user_id FROM twin.project_users WHERE project_id = $1 AND deleted_at IS NULL
    UNION SELECT id FROM twin.users WHERE role = 'owner' AND deleted_at IS NULL) member
  JOIN twin.users u ON u.id = member.user_id JOIN twin.projects p ON p.id = $1
  LEFT JOIN twin.project_users pu ON pu.user_id = u.id AND pu.project_id = p.id AND pu.deleted_at IS NULL`;

/** A few members are looked up among all people, many are met on the way through them: each is slow for the other. */
async function fromBySize(on: Queryable, projectId: string): Promise<string> {
  const counted = await one<{ members: number }>(
    on,
    `SELECT count(*) AS members FROM (SELECT FROM twin.project_users WHERE project_id = $1 LIMIT ${manyMembers}) m`,
    [projectId],
  );
  return (counted?.members ?? 0) < manyMembers ? fromMembers : from;
}

async function listProjectUsers(call: Call): Promise<IdList<ProjectUser>> {
  const project = await requireActiveProject(call.pool, call.param("project_id"));
  const page = pageRequest(call.query);
  const source = await fromBySize(call.pool, project.id);
  const listing = {
    columns,
    from: source,
    cursorFrom: from,
    live,
    values: [project.id],
    seq: "u.seq",
    id: "u.id",
  };
  const { rows, hasMore } = await listRows<ProjectUserRow>(call.pool, listing, page);
  return idList(rows.map(projectUserBody), hasMore);
}

async function retrieveProjectUser(call: Call): Promise<ProjectUser> {
  const project = await requireActiveProject(call.pool, call.param("project_id"));
  return projectUserBody(await requireProjectUser(call.pool, project.id, call.param("user_id")));
}

const projectRole = z.enum(["owner", "member"]);
const AddProjectUser = z.strictObject({
  role: projectRole,
  user_id: z.string().nullish(),
  email: z.string().nullish(),
});

async function addProjectUser(call: Call): Promise<ProjectUser> {
  const body = await call.read(AddProjectUser);
  if (!body.user_id && !body.email) throw missing("user_id");
  return change(call, async (tx) => {
    const project = await requireActiveProject(tx, call.param("project_id"), { lock: true });
    if (project.id === call.organization.defaultProjectId) {
      throw badRequest("Users cannot be added to the default project directly.");
    }
    const user = await one<{ id: string }>(
      tx,
      "SELECT id FROM twin.users WHERE deleted_at IS NULL AND (id = $1 OR ($1 IS NULL AND lower(email) = lower($2))) FOR UPDATE",
      [body.user_id ?? null, body.email ?? null],
    );
    if (!user) throw notFound("user", body.user_id ?? body.email ?? "");
    if (await findProjectUser(tx, project.id, user.id)) {
      throw badRequest(
        `User ${user.id} already exists in project ${project.id}.`,
        "user_id",
        "user_already_exists",
      );
    }
    await tx.query(
      `INSERT INTO twin.project_users (project_id, user_id, role, added_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role, added_at = excluded.added_at, deleted_at = NULL`,
      [project.id, user.id, body.role, call.now],
    );
    await record(tx, call, "user.added", { id: user.id, data: { role: body.role } }, [project.id]);
    return projectUserBody(await requireProjectUser(tx, project.id, user.id));
  });
}

const UpdateProjectUser = z.strictObject({ role: projectRole.nullish() });

async function updateProjectUser(call: Call): Promise<ProjectUser> {
  const { role } = await call.read(UpdateProjectUser);
  return change(call, async (tx) => {
    const project = await requireActiveProject(tx, call.param("project_id"), { lock: true });
    const user = await requireProjectUser(tx, project.id, call.param("user_id"));
    refuseImplicitOwner(user);
    if (role) {
      await tx.query("UPDATE twin.project_users SET role = $3 WHERE project_id = $1 AND user_id = $2", [
        project.id,
        user.id,
        role,
      ]);
      await record(tx, call, "user.updated", { id: user.id, changes_requested: { role } }, [project.id]);
    }
    return projectUserBody(await requireProjectUser(tx, project.id, user.id));
  });
}

async function deleteProjectUser(call: Call): Promise<UserDeleteResponse> {
  return change(call, async (tx) => {
    const project = await requireActiveProject(tx, call.param("project_id"), { lock: true });
    const user = await requireProjectUser(tx, project.id, call.param("user_id"));
    refuseImplicitOwner(user);
    await tx.query("UPDATE twin.project_users SET deleted_at = $3 WHERE project_id = $1 AND user_id = $2", [
      project.id,
      user.id,
      call.now,
    ]);
    await record(tx, call, "user.deleted", { id: user.id }, [project.id]);
    return { object: "organization.project.user.deleted", id: user.id, deleted: true };
  });
}

function refuseImplicitOwner(user: ProjectUserRow): void {
  if (!user.is_owner) return;
  throw new ApiError(
    400,
    "Organization owners are owners of every project; they cannot be changed or removed there.",
  );
}

export function findProjectUser(
  on: Queryable,
  projectId: string,
  userId: string,
): Promise<ProjectUserRow | undefined> {
  return one<ProjectUserRow>(on, `SELECT ${columns} FROM ${from} WHERE ${live} AND u.id = $2`, [
    projectId,
    userId,
  ]);
}

async function requireProjectUser(on: Queryable, projectId: string, userId: string): Promise<ProjectUserRow> {
  const user = await findProjectUser(on, projectId, userId);
  if (!user) throw notFound("project user", userId);
  return user;
}

function projectUserBody({ id, email, name, role, added_at }: ProjectUserRow): ProjectUser {
  return { object: "organization.project.user", id, name, email, role, added_at };
}
