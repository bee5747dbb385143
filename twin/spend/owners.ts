import type { Call } from "#twin/call.ts";
import type { Queryable } from "#twin/database.ts";
import { requireActiveProject, requireProject } from "#twin/projects/find.ts";

/** Whose spend is limited or watched: the organization, or one project. */
export type SpendOwner = { id: string; kind: "organization" | "project" };

export type SpendOwnerOf = (
  on: Queryable,
  call: Call,
  options?: { toChange: boolean },
) => Promise<SpendOwner>;

export const organizationSpend: SpendOwnerOf = async (_on, call) => ({
  id: call.organization.id,
  kind: "organization",
});

/** Any project may be read; an archived one can no longer be changed. The default project has limits like any other. */
export const projectSpend: SpendOwnerOf = async (on, call, { toChange } = { toChange: false }) => {
  const id = call.param("project_id");
  const project = toChange
    ? await requireActiveProject(on, id, { lock: true })
    : await requireProject(on, id);
  return { id: project.id, kind: "project" };
};
