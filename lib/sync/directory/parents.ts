import type { PoolClient } from "pg";
import type { Parent } from "#lib/sync/directory/sweep.ts";

type Queries = Pick<PoolClient, "query">;

export type Parents = {
  count: (client: Queries, organizationId: string) => Promise<number>;
  next: (client: Queries, organizationId: string, after: Parent | null) => Promise<Parent | null>;
};

/** Parents that are the rows of a query over $1, the organization, in the order of their columns. */
function parentsOf(columns: readonly string[], from: string): Parents {
  const list = columns.join(", ");
  return {
    count: async (client, organizationId) => {
      const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${from}`, [
        organizationId,
      ]);
      return rows[0]?.count ?? 0;
    },
    next: async (client, organizationId, after) => {
      const behind = after
        ? `AND (${list}) > (${columns.map((_, index) => `$${index + 2}`).join(", ")})`
        : "";
      const { rows } = await client.query<string[]>({
        text: `SELECT ${list} FROM ${from} ${behind} ORDER BY ${list} LIMIT 1`,
        values: [organizationId, ...(after ?? [])],
        rowMode: "array",
      });
      return rows[0] ?? null;
    },
  };
}

/** Projects that still have people: an archived one refuses to list them. */
export const livingProject = "deleted_at IS NULL AND status IS DISTINCT FROM 'archived'";

export const activeProjects = parentsOf(["id"], `projects WHERE organization_id = $1 AND ${livingProject}`);

/** Archived ones too: their keys stay listed. */
export const allProjects = parentsOf(["id"], "projects WHERE organization_id = $1 AND deleted_at IS NULL");

export const groupsOfOrganization = parentsOf(
  ["id"],
  "groups WHERE organization_id = $1 AND deleted_at IS NULL",
);

export const membersOfOrganization = parentsOf(
  ["id"],
  "members WHERE organization_id = $1 AND deleted_at IS NULL",
);

export const membersOfProjects = parentsOf(
  ["project_id", "member_id"],
  `project_members JOIN projects ON projects.organization_id = $1 AND projects.id = project_id
     AND projects.deleted_at IS NULL AND projects.status IS DISTINCT FROM 'archived'
   WHERE project_members.organization_id = $1 AND project_members.deleted_at IS NULL`,
);

export const groupsOfProjects = parentsOf(
  ["project_id", "group_id"],
  `project_groups JOIN projects ON projects.organization_id = $1 AND projects.id = project_id
     AND projects.deleted_at IS NULL AND projects.status IS DISTINCT FROM 'archived'
   WHERE project_groups.organization_id = $1 AND project_groups.deleted_at IS NULL`,
);
