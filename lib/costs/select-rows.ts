import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { DayRange } from "#lib/usage/days.ts";
import type { CostFilters } from "./filters.ts";
import type { CostDimension } from "./groupings.ts";
import { chooseCostGrain, costColumns, costDimensions } from "./groupings.ts";

/** A column name from a closed table, for a statement. */
export function costColumn(dimension: CostDimension): Prisma.Sql {
  return Prisma.raw(costColumns[dimension]);
}

/**
 * FROM … WHERE of the smallest rollup that holds the dimensions asked for. Amounts are US dollars, the only
 * currency that upstream is known to bill in; lib/costs/month.ts names others if they ever appear.
 */
export function costRows(
  actor: Actor,
  asked: readonly CostDimension[],
  filters: CostFilters,
  days: DayRange,
): Prisma.Sql {
  const filtered = costDimensions.filter((dimension) => filters[dimension]);
  const grain = chooseCostGrain([...new Set([...asked, ...filtered])]);
  const conditions = filtered.map(
    (dimension) => Prisma.sql`AND ${costColumn(dimension)} = ANY(${filters[dimension] ?? []})`,
  );
  return Prisma.sql`
    FROM facts.costs_daily
    WHERE organization_id = ${actor.organization.id}::uuid AND grain = ${grain}
      AND day >= ${days.fromOn}::date AND day < ${days.toOn}::date AND lower(currency) = 'usd'
      ${conditions.length === 0 ? Prisma.empty : Prisma.join(conditions, " ")}`;
}
