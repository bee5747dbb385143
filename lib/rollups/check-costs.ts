import { pool } from "#lib/db-writer.ts";
import type { Difference } from "#lib/rollups/check.ts";
import { compare } from "#lib/rollups/compare.ts";

const dimensions = ["project_id", "line_item", "member_id", "api_key_id", "currency"] as const;
type Dimension = (typeof dimensions)[number];

function expected(
  period: "daily" | "monthly",
  grain: string,
  grouping: string,
  holds: readonly Dimension[],
): string {
  const kept = dimensions.map((name) => (holds.includes(name) ? name : `'' AS ${name}`));
  const day = period === "daily" ? "day" : "$2::date";
  const by = [...(period === "daily" ? ["billed.day"] : []), ...holds].join(", ");
  return `SELECT 'costs_${period}' AS "table", '${grain}' AS grain, ${day} AS day, ${kept.join(", ")}, sum(amount) AS amount
    FROM billed WHERE "grouping" = '${grouping}' GROUP BY ${by}`;
}

const both = ["daily", "monthly"] as const;

const grains = [
  ...both.flatMap((period) => [
    expected(period, "total", "project_line_item", ["currency"]),
    expected(period, "project", "project_line_item", ["project_id", "currency"]),
    expected(period, "line_item", "project_line_item", ["line_item", "currency"]),
  ]),
  expected("monthly", "project_line_item", "project_line_item", ["project_id", "line_item", "currency"]),
  expected("monthly", "member", "member", ["member_id", "currency"]),
  expected("monthly", "api_key", "api_key", ["api_key_id", "currency"]),
];

const statement = compare({
  before: `billed AS MATERIALIZED (
    SELECT * FROM facts.costs
    WHERE organization_id = $1 AND day >= $2::date AND day < ($2::date + interval '1 month')::date)`,
  expected: grains.join(" UNION ALL "),
  found: `SELECT 'costs_daily', grain, day, ${dimensions.join(", ")}, amount FROM facts.costs_daily
      WHERE organization_id = $1 AND day >= $2::date AND day < $2::date + interval '1 month'
    UNION ALL SELECT 'costs_monthly', grain, month, ${dimensions.join(", ")}, amount FROM facts.costs_monthly
      WHERE organization_id = $1 AND month = $2::date`,
  dimensions,
  measures: ["amount"],
});

/** Where the cost rollups of a UTC month differ from its rows. */
export async function costDifferences(organizationId: string, month: string): Promise<Difference[]> {
  const { rows } = await pool.query<Omit<Difference, "of">>(statement, [organizationId, month]);
  return rows.map((row) => ({ ...row, of: "costs" }));
}
