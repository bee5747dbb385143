import { Prisma } from "#lib/generated/prisma/client.ts";
import { splitMonths } from "#lib/rollups/split-months.ts";
import type { DayRange } from "#lib/usage/days.ts";

/** The dimensions of facts.usage and its rollups; '' where upstream named none. */
export const usageColumns = [
  "project_id",
  "member_id",
  "api_key_id",
  "model",
  "service_tier",
  "batch",
  "api_source",
  "size",
  "source",
  "context_level",
  "vector_store_id",
] as const;

export type UsageColumn = (typeof usageColumns)[number];

/** The grains of facts.usage_daily and facts.usage_monthly, from the one with fewest rows to the one that holds everything. */
export const grains = [
  {
    name: "model",
    holds: ["model", "service_tier", "batch", "api_source", "size", "source", "context_level"],
  },
  { name: "project", holds: ["project_id"] },
  { name: "full", holds: usageColumns },
] as const satisfies { name: string; holds: readonly UsageColumn[] }[];

/** The smallest grain that holds these dimensions. */
export function grainOf(columns: readonly UsageColumn[]): (typeof grains)[number]["name"] {
  const fit = grains.find(({ holds }) => columns.every((column) => holds.some((held) => held === column)));
  return fit?.name ?? "full";
}

type Asked = {
  organizationId: string;
  kind: string;
  /** Days of the organization's time zone. */
  days: DayRange;
  /** Every dimension that the question groups or filters by. */
  columns: readonly UsageColumn[];
  /** "month": only sums over months or the whole are asked; whole months then come as one row on their first day. */
  per: "day" | "month";
  /** More conditions on the dimensions, each beginning with AND. */
  where?: Prisma.Sql;
};

const rolledUp = Prisma.raw(
  [...usageColumns, "requests", "input_tokens", "output_tokens", "input_cached_tokens", "quantity"].join(
    ", ",
  ),
);

/** FROM … of the fewest rollup rows that answer: day, every dimension, requests, the tokens and quantity. */
export function usageRows({
  organizationId,
  kind,
  days,
  columns,
  per,
  where = Prisma.empty,
}: Asked): Prisma.Sql {
  const of = Prisma.sql`organization_id = ${organizationId}::uuid AND grain = ${grainOf(columns)} AND kind = ${kind}`;
  const { months, edges } = per === "month" ? splitMonths(days) : { months: null, edges: [days] };
  const parts = edges.map(
    ({ fromOn, toOn }) => Prisma.sql`
      SELECT day, ${rolledUp} FROM facts.usage_daily
      WHERE ${of} AND day >= ${fromOn}::date AND day < ${toOn}::date ${where}`,
  );
  if (months)
    parts.push(Prisma.sql`
      SELECT month AS day, ${rolledUp} FROM facts.usage_monthly
      WHERE ${of} AND month >= ${months.fromOn}::date AND month < ${months.toOn}::date ${where}`);
  return Prisma.sql`FROM (${Prisma.join(parts, " UNION ALL ")}) AS rolled_up`;
}
