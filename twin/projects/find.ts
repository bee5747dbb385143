import type { Project, ProjectResidency } from "openai/resources/admin/organization/projects/projects";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { badRequest, notFound } from "#twin/errors.ts";
import type { ApiError } from "#twin/errors.ts";

export type ProjectRow = {
  id: string;
  name: string;
  residency: ProjectResidency | null;
  external_key_id: string | null;
  created_at: number;
  archived_at: number | null;
};

export const projectColumns = "p.id, p.name, p.residency, p.external_key_id, p.created_at, p.archived_at";

export async function requireProject(on: Queryable, id: string, { lock = false } = {}): Promise<ProjectRow> {
  const project = await one<ProjectRow>(
    on,
    `SELECT ${projectColumns} FROM twin.projects p WHERE p.id = $1 ${lock ? "FOR UPDATE" : ""}`,
    [id],
  );
  if (!project) throw notFound("project", id);
  return project;
}

/** Archiving takes a project's users and service accounts with it: they can be neither read nor changed. */
export async function requireActiveProject(on: Queryable, id: string, options = {}): Promise<ProjectRow> {
  const project = await requireProject(on, id, options);
  if (project.archived_at !== null) throw projectArchived(id);
  return project;
}

export function projectArchived(id: string): ApiError {
  return badRequest(
    `Project '${id}' is archived. You can only update an active project.`,
    null,
    "project_archived",
  );
}

export function projectBody(row: ProjectRow): Project {
  return {
    object: "organization.project",
    id: row.id,
    name: row.name,
    created_at: row.created_at,
    archived_at: row.archived_at,
    status: row.archived_at === null ? "active" : "archived",
    external_key_id: row.external_key_id,
    ...(row.residency === null ? {} : { residency: row.residency }),
  };
}
