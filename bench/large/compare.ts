import type pg from "pg";
import { streamKinds } from "#lib/sync/kinds.ts";

const directory = [
  "members",
  "invites",
  "projects",
  "project_members",
  "service_accounts",
  "api_keys",
  "groups",
  "group_members",
  "project_groups",
  "upstream_roles",
  "role_assignments",
];

const never = ["organization_id", "mirrored_at"];

const mirroredKinds = streamKinds.flatMap((kind) =>
  kind.startsWith("usage_") ? [`'${kind.slice("usage_".length)}'`] : [],
);

/** The columns of a table as they are compared: raw as the very text of an event, as the same value elsewhere. */
async function columnsOf(client: pg.ClientBase, table: string): Promise<{ list: string; isByKind: boolean }> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  const json = table === "facts.audit_events" ? "text" : "jsonb::text";
  const kept = rows.filter(({ name }) => !never.includes(name));
  const list = kept.map(({ name, type }) => (type === "json" ? `${name}::${json} AS ${name}` : `"${name}"`));
  const isByKind = table.startsWith("facts.") && kept.some(({ name }) => name === "kind");
  return { list: list.join(", "), isByKind };
}

async function factsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT 'facts.' || quote_ident(relname) AS name FROM pg_class
     WHERE relnamespace = 'facts'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       AND relname <> 'versions' -- How often it was written, not what.
       AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'organization_id')`,
  );
  return rows.map(({ name }) => name);
}

export type Difference = { table: string; rows: number; onlyLeft: unknown[]; onlyRight: unknown[] };

/** How the mirrors of two organizations of one database differ, table by table, rollups included; no differences, no entries. */
export async function compareMirrors(
  client: pg.ClientBase,
  left: string,
  right: string,
): Promise<{ differences: Difference[]; rows: Record<string, number> }> {
  const differences: Difference[] = [];
  const rows: Record<string, number> = {};
  for (const table of [...directory, ...(await factsOf(client))]) {
    const { list, isByKind } = await columnsOf(client, table);
    const kinds = isByKind ? `AND kind IN (${mirroredKinds.join(", ")})` : "";
    const of = (id: string) => `SELECT ${list} FROM ${table} WHERE organization_id = '${id}' ${kinds}`;
    const only = async (a: string, b: string) =>
      (await client.query<object>(`${of(a)} EXCEPT ALL ${of(b)} LIMIT 5`)).rows;
    const counted = await client.query<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM (${of(right)}) AS r`,
    );
    rows[table] = counted.rows[0]?.rows ?? 0;
    const [onlyLeft, onlyRight] = [await only(left, right), await only(right, left)];
    if (onlyLeft.length + onlyRight.length > 0)
      differences.push({ table, rows: rows[table], onlyLeft, onlyRight });
  }
  return { differences, rows };
}
