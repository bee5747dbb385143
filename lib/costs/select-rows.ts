import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { costRows as rowsOf } from "#lib/rollups/cost-rows.ts";
import type { DayRange } from "#lib/usage/days.ts";
import { todayIn } from "#lib/usage/days.ts";
import { toEndOfMonth } from "#lib/usage/to-end-of-month.ts";
import type { CostFilters } from "./filters.ts";
import type { CostDimension } from "./groupings.ts";
import { chooseCostGrain, costColumns, costDimensions } from "./groupings.ts";

/** A column name from a closed table, for a statement. */
export function costColumn(dimension: CostDimension): Prisma.Sql {
  return Prisma.raw(costColumns[dimension]);
}

/**
 * FROM … of the fewest rows that hold the dimensions asked for; per "month" where no day is told from another.
 * Amounts are US dollars, the only currency that upstream is known to bill in; lib/costs/month.ts names others
 * if they ever appear.
 */
export function costRows(
  actor: Actor,
  asked: readonly CostDimension[],
  filters: CostFilters,
  days: DayRange,
  per: "day" | "month",
): Prisma.Sql {
  const filtered = costDimensions.filter((dimension) => filters[dimension]);
  const conditions = filtered.map(
    (dimension) => Prisma.sql` AND ${costColumn(dimension)} = ANY(${filters[dimension] ?? []})`,
  );
  return rowsOf({
    organizationId: actor.organization.id,
    grain: chooseCostGrain([...new Set([...asked, ...filtered])]),
    days: per === "month" ? toEndOfMonth(days, todayIn("UTC")) : days,
    per,
    where: Prisma.join([Prisma.sql`AND lower(currency) = 'usd'`, ...conditions], ""),
  });
}
