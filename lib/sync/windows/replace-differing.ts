import type { PoolClient } from "pg";
import type { PackedLines } from "#lib/sync/windows/copy-rows.ts";
import { copyLines } from "#lib/sync/windows/copy-rows.ts";

/** Buckets of one series of facts, first and last inclusive, as Postgres reads them. */
export type Series = {
  table: string;
  columns: string;
  bucket: string;
  type: "timestamptz" | "date";
  name: string;
  values: [organizationId: string, name: string];
  first: string;
  last: string;
};

/** changed: the first and the last bucket that is another than before, null where none is; isNew: nothing was held. */
export type Replaced = {
  grown: number;
  changed: { first: string; last: string } | null;
  isNew: boolean;
};

const stage = "pg_temp.facts_stage";

const whereOf = ({ bucket, name }: Series) =>
  `organization_id = $1 AND "${name}" = $2 AND ${bucket} BETWEEN $3 AND $4`;

/** The buckets whose rows are not, row for row and column for column, those of the stage. */
const differingOf = (series: Series) => `
  SELECT array_agg(DISTINCT bucket)::text[] AS buckets, min(bucket)::text AS first, max(bucket)::text AS last FROM (
    SELECT ${series.bucket} AS bucket FROM (
      SELECT ${series.columns}, 1 AS sign FROM ${stage}
      UNION ALL SELECT ${series.columns}, -1 FROM ${series.table} WHERE ${whereOf(series)}) AS both_sides
    GROUP BY ${series.columns} HAVING sum(sign) <> 0) AS differing`;

async function replaceStaged(client: PoolClient, series: Series): Promise<Replaced> {
  const { table, columns, bucket, type, name, values, first, last } = series;
  // Beyond it the comparison spills to disk.
  await client.query("SET LOCAL work_mem = '64MB'");
  const found = await client.query<{ buckets: string[] | null; first: string; last: string }>(
    differingOf(series),
    [...values, first, last],
  );
  const [differing] = found.rows;
  if (!differing?.buckets) return { grown: 0, changed: null, isNew: false };
  const isDiffering = (at: number) => `${bucket} = ANY($${at}::text[]::${type}[])`;
  const removed = await client.query(
    `DELETE FROM ${table} WHERE organization_id = $1 AND "${name}" = $2 AND ${isDiffering(3)}`,
    [...values, differing.buckets],
  );
  const added = await client.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${stage} WHERE ${isDiffering(1)}`,
    [differing.buckets],
  );
  const grown = (added.rowCount ?? 0) - (removed.rowCount ?? 0);
  return { grown, changed: { first: differing.first, last: differing.last }, isNew: false };
}

/**
 * Makes the mirror hold exactly these rows in the series, in the transaction that is open.
 * Buckets that hold them already are left as they are, down to their place on disk; the others are replaced whole.
 */
export async function replaceDiffering(
  client: PoolClient,
  series: Series,
  lines: PackedLines,
): Promise<Replaced> {
  const { count } = lines;
  const { table, columns, values, first, last } = series;
  const held = await client.query(`SELECT 1 FROM ${table} WHERE ${whereOf(series)} LIMIT 1`, [
    ...values,
    first,
    last,
  ]);
  if (held.rowCount === 0) {
    if (count > 0) await copyLines(client, `${table} (${columns})`, lines);
    return { grown: count, changed: count > 0 ? { first, last } : null, isNew: true };
  }
  await client.query(`CREATE TEMP TABLE facts_stage (LIKE ${table} INCLUDING DEFAULTS) ON COMMIT DROP`);
  if (count > 0) await copyLines(client, `${stage} (${columns})`, lines);
  const replaced = await replaceStaged(client, series);
  await client.query(`DROP TABLE ${stage}`);
  return replaced;
}
