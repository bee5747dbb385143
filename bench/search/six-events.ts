import type pg from "pg";
import { escapeLike } from "#lib/keyset/escape-like.ts";

const newestFirst = "ORDER BY effective_at DESC, id DESC LIMIT 6";
const ofOrganization = "SELECT id, effective_at FROM facts.audit_events WHERE organization_id = $1 AND";
const columns = ["type", "actor_id", "ip", "project_id"];

const byShared = columns.map(
  (
    column,
  ) => `${ofOrganization} ${column} <> '' AND ${column} = ANY(ARRAY(SELECT value FROM facts.audit_values
    WHERE organization_id = $1 AND found_by = '${column}' AND text LIKE $2)) AND repeated_text LIKE $2`,
);

/** Back in time until there are six, or all of them by their indexes and then the newest: who writes by hand knows which. */
const statements = {
  everywhere: `${ofOrganization} (search_text LIKE $2 OR repeated_text LIKE $2) ${newestFirst}`,
  seldom: `WITH found AS MATERIALIZED (${[`${ofOrganization} search_text LIKE $2`, ...byShared].join(" UNION ")})
    SELECT id FROM found ${newestFirst}`,
};

export type Spread = keyof typeof statements;

/** The ids of the newest six events that hold a text; null after the connection's own time limit. */
export async function sixEvents(
  client: pg.ClientBase,
  organizationId: string,
  { text, spread }: { text: string; spread: Spread },
): Promise<string[] | null> {
  const pattern = `%${escapeLike(text.toLowerCase())}%`;
  try {
    const { rows } = await client.query<{ id: string }>(statements[spread], [organizationId, pattern]);
    return rows.map(({ id }) => id);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "57014") return null;
    throw error;
  }
}
