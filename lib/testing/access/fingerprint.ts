import { pool } from "#lib/db-writer.ts";

let statement: Promise<string> | undefined;

/** One statement over every table of ours that keeps rows by organization, whatever is added later. */
async function makeStatement(): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE column_name = 'organization_id' AND table_type = 'BASE TABLE' AND table_schema IN ('public', 'facts')
       AND NOT (SELECT relispartition FROM pg_class
                WHERE oid = format('%I.%I', table_schema, table_name)::regclass)
     ORDER BY 1`,
  );
  const parts = rows.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*)::text || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS held
       FROM ${name} AS t WHERE organization_id = $1`,
  );
  const own = `SELECT 'organizations', md5(string_agg(t::text, '')) FROM organizations AS t WHERE id = $1`;
  return [...parts, own].join("\nUNION ALL\n");
}

/** What every table holds of an organization, its trail included: equal before and after when nothing was written. */
export async function fingerprintOf({ id }: { id: string }): Promise<Record<string, string>> {
  statement ??= makeStatement();
  const { rows } = await pool.query<{ name: string; held: string }>(await statement, [id]);
  return Object.fromEntries(rows.map(({ name, held }) => [name, held]));
}
