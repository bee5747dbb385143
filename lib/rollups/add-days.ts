import type { PoolClient } from "pg";
import { addMonths } from "#lib/rollups/add-months.ts";
import type { DaySums } from "#lib/rollups/day-sums.ts";
import { dimensionColumns } from "#lib/rollups/roll-up.ts";
import { copyLines, packLines } from "#lib/sync/windows/copy-rows.ts";
import type { Day } from "#lib/usage/days.ts";

type Client = Pick<PoolClient, "query">;

/** Hours of one kind that were just written where the mirror held none: from inclusive, to exclusive, in Unix seconds. */
export type Written = { organizationId: string; kind: string; from: number; to: number; rows: number };

const columns = `organization_id, kind, grain, day, ${dimensionColumns.join(", ")},
  requests, input_tokens, output_tokens, input_cached_tokens, quantity`;

/**
 * Brings the rollups in step with hours that are new, from the sums of their days, in the transaction that wrote them:
 * days that held nothing before are written as they are summed up, the others counted anew. Returns false, and does
 * nothing, where the sums are no use: not exact, not of these rows, or of another calendar than the rollups.
 */
export async function addDays(client: PoolClient, written: Written, sums: DaySums): Promise<boolean> {
  const { organizationId, kind, rows } = written;
  if (sums.rows !== rows || !(await agrees(client, written, sums))) return false;
  const held = await heldDays(client, written, sums);
  const rolled = sums.rolledUp((day) => !held.has(day));
  if (!rolled) return false;
  const begin = `${organizationId}\t${kind}\t`;
  const daily = packLines(rolled.daily.map((line) => begin + line));
  if (daily.count > 0) {
    await copyLines(client, `facts.usage_daily (${columns})`, daily);
    await addMonths(client, organizationId, kind, packLines(rolled.monthly));
  }
  for (const day of sums.days)
    if (held.has(day))
      await client.query("SELECT facts.build_usage_rollups($1, $1, $2, $3, $4, $4)", [
        organizationId,
        kind,
        sums.timeZone,
        day,
      ]);
  return true;
}

/** Whether the rollups are counted in the days of the sums, and none of another zone are made ready beside them. */
async function agrees(client: Client, { organizationId, kind }: Written, sums: DaySums): Promise<boolean> {
  await client.query(
    "INSERT INTO facts.rollups (organization_id, kind, zone) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    [organizationId, kind, sums.timeZone],
  );
  const { hours, days } = sums.counted();
  const { rowCount } = await client.query(
    `SELECT 1 FROM facts.rollups
     WHERE organization_id = $1 AND kind = $2 AND zone = $3 AND next_id IS NULL AND NOT EXISTS (
       SELECT FROM unnest($4::float8[], $5::text[]) AS counted (hour, day)
       WHERE (to_timestamp(hour) AT TIME ZONE $3)::date::text <> day)`,
    [organizationId, kind, sums.timeZone, hours, days],
  );
  return rowCount === 1;
}

/** Days, from the first to the last of the sums, of which there is something besides the hours just written. */
async function heldDays(
  client: Client,
  { organizationId, kind, from, to }: Written,
  sums: DaySums,
): Promise<Set<Day>> {
  const days = sums.days.toSorted();
  const { rows } = await client.query<{ day: Day }>(
    `SELECT DISTINCT day::text FROM (
       SELECT (bucket_at AT TIME ZONE $3)::date AS day FROM facts.usage
       WHERE organization_id = $1 AND kind = $2
         AND bucket_at >= facts.day_begins($4::date, $3) AND bucket_at < to_timestamp($6)
       UNION ALL
       SELECT (bucket_at AT TIME ZONE $3)::date FROM facts.usage
       WHERE organization_id = $1 AND kind = $2
         AND bucket_at >= to_timestamp($7) AND bucket_at < facts.day_begins($5::date + 1, $3)
       UNION ALL
       SELECT day FROM facts.usage_daily
       WHERE organization_id = $1 AND kind = $2 AND day BETWEEN $4::date AND $5::date) AS held`,
    [organizationId, kind, sums.timeZone, days.at(0), days.at(-1), from, to],
  );
  return new Set(rows.map(({ day }) => day));
}
