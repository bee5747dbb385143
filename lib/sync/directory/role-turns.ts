import type { SweepPart } from "#lib/sync/directory/sweep.ts";

type Turns = NonNullable<NonNullable<SweepPart["parents"]>["turns"]>;

/** Calls that one kind of principal is given in a run: at six calls a minute, most of an hour. */
const affordable = 300;

/** Events that tell whose roles have changed. */
const assignmentEvents = "('role.assignment.created', 'role.assignment.deleted')";
const principalOf = ["created", "deleted"]
  .map((verb) => `raw->'role.assignment.${verb}'->>'principal_id'`)
  .join(", ");

/**
 * Whose turn it is to be asked for their roles: first those whose roles the audit log says have changed since,
 * then those never asked for, then those asked for the longest ago. from names the living ones, with $1 for the
 * organization; project and id are its columns. A project has its turn to be asked for the groups in it.
 */
export function roleTurns(
  kind: "user" | "group" | "project",
  from: string,
  project: string,
  id: string,
): Turns {
  const isOfProject = project !== "''";
  return {
    atMost: affordable,
    next: async (client, organizationId, before) => {
      const { rows } = await client.query<{ project_id: string; principal_id: string }>(
        `WITH changed AS (
           SELECT coalesce(${principalOf}) AS principal_id, max(effective_at) AS changed_at FROM facts.audit_events
           WHERE organization_id = $1 AND type IN ${assignmentEvents} AND effective_at > now() - interval '2 days' GROUP BY 1
         ), asked AS (SELECT ${project} AS project_id, ${id} AS principal_id FROM ${from})
         SELECT asked.project_id, asked.principal_id FROM asked
         LEFT JOIN role_reads AS reads ON reads.organization_id = $1 AND reads.principal_kind = $2
           AND reads.project_id = asked.project_id AND reads.principal_id = asked.principal_id
         LEFT JOIN changed ON changed.principal_id = asked.principal_id
         WHERE reads.read_at IS NULL OR reads.read_at < $3 OR reads.read_at > now() + interval '1 hour'
         ORDER BY coalesce(changed.changed_at > reads.read_at, false) DESC, reads.read_at NULLS FIRST,
           asked.project_id, asked.principal_id LIMIT 1`,
        [organizationId, kind, before],
      );
      const [row] = rows;
      if (!row) return null;
      return isOfProject ? [row.project_id, row.principal_id] : [row.principal_id];
    },
    took: async ({ client }, organizationId, parent, at) => {
      const [projectId, principalId] = isOfProject ? parent : ["", parent[0]];
      await client.query(
        `INSERT INTO role_reads (organization_id, project_id, principal_kind, principal_id, read_at)
         VALUES ($1, $2, $3, $4, greatest($5, clock_timestamp()))
         ON CONFLICT (organization_id, project_id, principal_kind, principal_id)
         DO UPDATE SET read_at = excluded.read_at`,
        [organizationId, projectId, kind, principalId, at],
      );
    },
  };
}
