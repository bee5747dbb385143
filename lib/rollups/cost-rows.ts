import { Prisma } from "#lib/generated/prisma/client.ts";
import { splitMonths } from "#lib/rollups/split-months.ts";
import type { DayRange } from "#lib/usage/days.ts";

export type CostGrain = "total" | "project" | "line_item" | "project_line_item" | "member" | "api_key";

type Asked = {
  organizationId: string;
  grain: CostGrain;
  /** UTC days. */
  days: DayRange;
  /** "month": only sums over months or the whole are asked; whole months then come as one row on their first day. */
  per: "day" | "month";
  /** More conditions on the dimensions and the currency, each beginning with AND. */
  where?: Prisma.Sql;
};

const columns = Prisma.sql`project_id, line_item, member_id, api_key_id, currency, amount`;

/** FROM … WHERE, up to the days: these grains are the rows of upstream's own groupings. */
function dailyOf(grain: CostGrain, organizationId: string): Prisma.Sql {
  // The grouping stands in the statement as it is: the planner has to know it to take the index of that grouping.
  if (grain === "project_line_item" || grain === "member" || grain === "api_key")
    return Prisma.sql`facts.costs WHERE organization_id = ${organizationId}::uuid AND "grouping" = ${Prisma.raw(`'${grain}'`)}`;
  return Prisma.sql`facts.costs_daily WHERE organization_id = ${organizationId}::uuid AND grain = ${grain}`;
}

/**
 * FROM … of the fewest rows that answer a question about costs: columns day, project_id, line_item, member_id,
 * api_key_id, currency and amount, of which those outside the grain are ''.
 */
export function costRows({ organizationId, grain, days, per, where = Prisma.empty }: Asked): Prisma.Sql {
  const { months, edges } = per === "month" ? splitMonths(days) : { months: null, edges: [days] };
  const parts = edges.map(
    ({ fromOn, toOn }) => Prisma.sql`
      SELECT day, ${columns} FROM ${dailyOf(grain, organizationId)}
        AND day >= ${fromOn}::date AND day < ${toOn}::date ${where}`,
  );
  if (months)
    parts.push(Prisma.sql`
      SELECT month AS day, ${columns} FROM facts.costs_monthly
      WHERE organization_id = ${organizationId}::uuid AND grain = ${grain}
        AND month >= ${months.fromOn}::date AND month < ${months.toOn}::date ${where}`);
  return Prisma.sql`FROM (${Prisma.join(parts, " UNION ALL ")}) AS billed_rows`;
}
