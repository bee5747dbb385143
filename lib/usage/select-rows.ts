import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { usageRows } from "#lib/rollups/usage-rows.ts";
import type { DayRange } from "./days.ts";
import { todayIn } from "./days.ts";
import type { Granularity } from "./granularities.ts";
import type { Dimension } from "./kinds.ts";
import { dimensionColumns, dimensions, measureColumns } from "./kinds.ts";
import type { UsageFilters, UsageQuery } from "./parse-filters.ts";
import { toEndOfMonth } from "./to-end-of-month.ts";

/** A column name from a closed table, for a statement. */
export function column(dimension: Dimension): Prisma.Sql {
  return Prisma.raw(dimensionColumns[dimension]);
}

export function measureColumn(query: Pick<UsageQuery, "measure">): Prisma.Sql {
  return Prisma.raw(measureColumns[query.measure]);
}

function filtered(filters: UsageFilters): Prisma.Sql {
  const conditions = dimensions.flatMap((dimension) => {
    const values = filters[dimension];
    return values ? [Prisma.sql`AND ${column(dimension)} = ANY(${values})`] : [];
  });
  return conditions.length === 0 ? Prisma.empty : Prisma.join(conditions, " ");
}

/**
 * FROM … of the smallest rollup that holds the filters and the grouping, if any; days are of the organization's
 * time zone. per "month" where no day is told from another.
 */
export function dailyRows(
  actor: Actor,
  { kind, filters }: Pick<UsageQuery, "kind" | "filters">,
  days: DayRange,
  groupBy: Dimension | null,
  per: "day" | "month",
): Prisma.Sql {
  const asked = dimensions.filter((dimension) => filters[dimension] || dimension === groupBy);
  return usageRows({
    organizationId: actor.organization.id,
    kind,
    days: per === "month" ? toEndOfMonth(days, todayIn(actor.organization.timeZone)) : days,
    columns: asked.map((dimension) => dimensionColumns[dimension]),
    per,
    where: filtered(filters),
  });
}

/** FROM … WHERE of the hourly rows. An hour belongs to the local day in which it begins, as in the rollup. */
export function hourlyRows(
  actor: Actor,
  { kind, filters }: Pick<UsageQuery, "kind" | "filters">,
  days: DayRange,
): Prisma.Sql {
  const { id, timeZone } = actor.organization;
  return Prisma.sql`
    FROM facts.usage
    WHERE organization_id = ${id}::uuid AND kind = ${kind}
      AND bucket_at >= facts.day_begins(${days.fromOn}::date, ${timeZone})
      AND bucket_at < facts.day_begins(${days.toOn}::date, ${timeZone}) ${filtered(filters)}`;
}

/** The column of a chart that a row falls in: an instant for hours, the first day for the rest. */
export function bucketOf(granularity: Granularity): Prisma.Sql {
  switch (granularity) {
    case "hour":
      return Prisma.sql`to_char(bucket_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
    case "day":
      return Prisma.sql`to_char(day, 'YYYY-MM-DD')`;
    case "week":
      return Prisma.sql`to_char(date_trunc('week', day), 'YYYY-MM-DD')`;
    case "month":
      return Prisma.sql`to_char(date_trunc('month', day), 'YYYY-MM-DD')`;
  }
}
