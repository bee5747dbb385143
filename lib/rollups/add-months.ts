import type { PoolClient } from "pg";
import { dimensionColumns } from "#lib/rollups/roll-up.ts";
import { copyLines } from "#lib/sync/windows/copy-rows.ts";
import type { PackedLines } from "#lib/sync/windows/copy-rows.ts";

const stage = "pg_temp.months_stage";
const measures = [
  "days",
  "requests",
  "input_tokens",
  "output_tokens",
  "input_cached_tokens",
  "quantity",
] as const;
const named = dimensionColumns.join(", ");
const columns = `grain, month, ${named}, ${measures.join(", ")}`;

const merge = `MERGE INTO facts.usage_monthly m USING ${stage} d
  ON m.organization_id = $1 AND m.kind = $2
    AND m.month = ANY(ARRAY(SELECT DISTINCT month FROM ${stage}))
    AND ${["grain", "month", ...dimensionColumns].map((name) => `m.${name} = d.${name}`).join(" AND ")}
  WHEN MATCHED THEN UPDATE SET ${measures.map((name) => `${name} = m.${name} + d.${name}`).join(", ")}
  WHEN NOT MATCHED THEN INSERT (organization_id, kind, ${columns})
    VALUES ($1, $2, ${columns
      .split(", ")
      .map((name) => `d.${name}`)
      .join(", ")})`;

/** Adds what days that are new add to the rollups of their months: lines of rollUp, in the transaction that is open. */
export async function addMonths(
  client: PoolClient,
  organizationId: string,
  kind: string,
  lines: PackedLines,
): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE months_stage ON COMMIT DROP AS SELECT ${columns} FROM facts.usage_monthly WITH NO DATA`,
  );
  await copyLines(client, `${stage} (${columns})`, lines);
  // A table that nobody has analyzed looks empty to the planner, which would look through all of it for each row.
  await client.query("SET LOCAL enable_nestloop = off");
  await client.query(merge, [organizationId, kind]);
  await client.query("SET LOCAL enable_nestloop = on");
  await client.query(`DROP TABLE ${stage}`);
}
