import { pool } from "#lib/db-writer.ts";
import type { Difference } from "#lib/rollups/check.ts";
import { compare } from "#lib/rollups/compare.ts";
import { grains, usageColumns } from "#lib/rollups/usage-rows.ts";
import type { UsageColumn } from "#lib/rollups/usage-rows.ts";

const measures = ["requests", "input_tokens", "output_tokens", "input_cached_tokens", "quantity"] as const;

const names = usageColumns.join(", ");
const sums = measures.map((name) => `sum(${name}) AS ${name}`).join(", ");

/** The rows that a grain must hold, from those of the hours by day. */
function expected(period: "daily" | "monthly", grain: string, holds: readonly UsageColumn[]): string {
  const kept = usageColumns.map((column) => (holds.includes(column) ? column : `'' AS ${column}`));
  const day = period === "daily" ? "day" : "$4::date";
  return `SELECT 'usage_${period}' AS "table", '${grain}' AS grain, ${day} AS day, ${kept.join(", ")}, ${sums}
    FROM hourly GROUP BY ${[...(period === "daily" ? ["hourly.day"] : []), ...holds].join(", ")}`;
}

const everyGrain = (["daily", "monthly"] as const)
  .flatMap((period) => grains.map(({ name, holds }) => expected(period, name, holds)))
  .join(" UNION ALL ");

const held = (period: "daily" | "monthly", day: string, within: string) =>
  `SELECT 'usage_${period}', grain, ${day}, ${names}, ${measures.join(", ")}
   FROM facts.usage_${period} WHERE organization_id = $1 AND kind = $2 AND ${within}`;

const statement = compare({
  before: `hourly AS MATERIALIZED (
    SELECT (bucket_at AT TIME ZONE $3)::date AS day, ${names}, ${sums} FROM facts.usage
    WHERE organization_id = $1 AND kind = $2
      AND bucket_at >= facts.day_begins($4::date, $3)
      AND bucket_at < facts.day_begins(($4::date + interval '1 month')::date, $3)
    GROUP BY 1, ${names})`,
  expected: everyGrain,
  found: `${held("daily", "day", "day >= $4::date AND day < $4::date + interval '1 month'")}
    UNION ALL ${held("monthly", "month", "month = $4::date")}`,
  dimensions: usageColumns,
  measures,
});

/** Where the rollups of a month of one kind differ from its hours, counted in days of the zone. */
export async function usageDifferences(
  organizationId: string,
  kind: string,
  zone: string,
  month: string,
): Promise<Difference[]> {
  const { rows } = await pool.query<Omit<Difference, "of">>(statement, [organizationId, kind, zone, month]);
  return rows.map((row) => ({ ...row, of: kind }));
}
