import type { Project, ProjectResidency } from "openai/resources/admin/organization/projects/projects";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { badRequest, serverError } from "#twin/errors.ts";
import { record } from "#twin/events/record.ts";
import { newId } from "#twin/ids.ts";
import { idList, listRows, pageRequest } from "#twin/lists.ts";
import type { IdList } from "#twin/lists.ts";
import { boolean } from "#twin/queries.ts";
import { addPredefinedProjectRoles } from "#twin/roles/seed-predefined.ts";
import {
  projectArchived,
  projectBody,
  projectColumns,
  requireActiveProject,
  requireProject,
} from "#twin/projects/find.ts";
import type { ProjectRow } from "#twin/projects/find.ts";

export const projectRoutes: Routes = {
  "GET /organization/projects": listProjects,
  "POST /organization/projects": createProject,
  "GET /organization/projects/:project_id": retrieveProject,
  "POST /organization/projects/:project_id": updateProject,
  "POST /organization/projects/:project_id/archive": archiveProject,
};

async function listProjects(call: Call): Promise<IdList<Project>> {
  const withArchived = boolean(call.query, "include_archived") ?? false;
  const { rows, hasMore } = await listRows<ProjectRow>(
    call.pool,
    {
      columns: projectColumns,
      from: "twin.projects p",
      live: withArchived ? "true" : "p.archived_at IS NULL",
      values: [],
      seq: "p.seq",
      id: "p.id",
    },
    pageRequest(call.query),
  );
  return idList(rows.map(projectBody), hasMore);
}

async function retrieveProject(call: Call): Promise<Project> {
  return projectBody(await requireProject(call.pool, call.param("project_id")));
}

const residencies = [
  "GLOBAL",
  "US_STORAGE_PROCESSING",
  "EU_STORAGE_PROCESSING",
  "JP_STORAGE",
  "JP_STORAGE_PROCESSING",
  "KR_STORAGE",
  "CA_STORAGE",
  "SG_STORAGE",
  "IN_STORAGE",
  "IN_STORAGE_PROCESSING",
  "AU_STORAGE",
  "AU_STORAGE_PROCESSING",
  "GB_STORAGE",
  "AE_STORAGE",
  "AE_STORAGE_PROCESSING",
] as const satisfies ProjectResidency[];

const CreateProject = z.strictObject({
  name: z.string().min(1),
  external_key_id: z.string().nullish(),
  geography: z.string().nullish(), // accepted and never returned, as upstream does
  residency: z.enum(residencies).nullish(),
});

async function createProject(call: Call): Promise<Project> {
  const body = await call.read(CreateProject);
  return change(call, async (tx) => {
    const id = newId("proj_");
    await tx.query(
      "INSERT INTO twin.projects (id, name, residency, external_key_id, created_at) VALUES ($1, $2, $3, $4, $5)",
      [id, body.name, body.residency ?? null, body.external_key_id ?? null, call.now],
    );
    await addPredefinedProjectRoles(tx, [id], call.now);
    await record(tx, call, "project.created", { id, data: { name: body.name, title: body.name } });
    return projectBody(await requireProject(tx, id));
  });
}

const UpdateProject = z.strictObject({
  name: z.string().min(1).nullish(),
  external_key_id: z.string().nullish(),
  geography: z.string().nullish(),
});

async function updateProject(call: Call): Promise<Project> {
  const body = await call.read(UpdateProject);
  const id = call.param("project_id");
  return change(call, async (tx) => {
    await requireActiveProject(tx, id, { lock: true });
    refuseDefaultProject(call, id, "modified");
    await tx.query(
      "UPDATE twin.projects SET name = coalesce($2, name), external_key_id = CASE WHEN $4 THEN $3 ELSE external_key_id END WHERE id = $1",
      [id, body.name ?? null, body.external_key_id ?? null, body.external_key_id !== undefined],
    );
    await record(tx, call, "project.updated", {
      id,
      changes_requested: body.name ? { title: body.name } : {},
    });
    return projectBody(await requireProject(tx, id));
  });
}

/** One way: nothing brings an archived project back. */
async function archiveProject(call: Call): Promise<Project> {
  const id = call.param("project_id");
  const archived = await change(call, async (tx) => {
    await requireActiveProject(tx, id, { lock: true });
    refuseDefaultProject(call, id, "archived");
    await tx.query("UPDATE twin.projects SET archived_at = $2 WHERE id = $1", [id, call.now]);
    await record(tx, call, "project.archived", { id });
    return projectBody(await requireProject(tx, id));
  });
  const failure = call.faults.strike("archiveFails", call.template);
  if (failure) throw failure.status === 400 ? projectArchived(id) : serverError(failure.status);
  return archived;
}

function refuseDefaultProject(call: Call, id: string, verb: string): void {
  if (id === call.organization.defaultProjectId) throw badRequest(`The default project cannot be ${verb}.`);
}
