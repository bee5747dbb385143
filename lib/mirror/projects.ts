import type { Project } from "openai/resources/admin/organization/projects/projects";
import type { MirrorRow, MirrorTable, Writes } from "#lib/mirror/rows.ts";
import { upsertRows } from "#lib/mirror/rows.ts";

export const projectTable: MirrorTable = {
  name: "projects",
  key: ["id"],
  columns: {
    id: "text",
    name: "text",
    status: "text",
    created_at: "epoch",
    archived_at: "epoch",
    residency: "text",
  },
};

function rowOf(project: Project): MirrorRow {
  return {
    values: {
      id: project.id,
      name: project.name ?? null,
      status: project.status ?? null,
      created_at: project.created_at ?? null,
      archived_at: project.archived_at ?? null,
      residency: project.residency ?? null,
    },
    raw: project,
  };
}

/** Brings projects into the mirror; at is when the request was sent. */
export async function mirrorProjects(
  tx: Writes,
  organizationId: string,
  projects: readonly Project[],
  at: Date,
): Promise<number> {
  return upsertRows(tx, projectTable, organizationId, projects.map(rowOf), at);
}
