import type { Call } from "#twin/call.ts";
import { requireActiveProject } from "#twin/projects/find.ts";

/** What roles are made for and assigned on: the organization, or one project. */
export type Resource = { id: string; type: "api.organization" | "api.project"; projectId: string | null };

export type ResourceOf = (call: Call) => Promise<Resource>;

export async function organizationResource(call: Call): Promise<Resource> {
  return { id: call.organization.id, type: "api.organization", projectId: null };
}

export async function projectResource(call: Call): Promise<Resource> {
  const { id } = await requireActiveProject(call.pool, call.param("project_id"));
  return { id, type: "api.project", projectId: id };
}
