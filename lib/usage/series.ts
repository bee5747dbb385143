import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { DayRange } from "./days.ts";
import { listBuckets } from "./granularities.ts";
import { listHours } from "./list-hours.ts";
import type { UsageQuery } from "./parse-filters.ts";
import { bucketOf, column, dailyRows, hourlyRows, measureColumn } from "./select-rows.ts";

/** Groups beyond the largest are drawn as one. */
const largestGroups = 8;

/**
 * Usage over time. values[i] belongs to buckets[i] and is a whole number in decimal digits; group is null for
 * all groups beyond the eight largest together, and "" where upstream named none. Largest group first.
 */
export type UsageSeries = {
  buckets: string[];
  groups: { group: string | null; values: string[] }[];
};

type Row = { bucket: string; group: string | null; rank: number; value: string };

async function readSeries(actor: Actor, query: UsageQuery): Promise<Row[]> {
  const rows =
    query.granularity === "hour"
      ? hourlyRows(actor, query, query.range)
      : dailyRows(actor, query, query.range);
  return scopedSql<Row>(
    actor,
    Prisma.sql`
      WITH measured AS (
        SELECT ${bucketOf(query.granularity)} AS bucket, ${column(query.groupBy)} AS name,
          sum(${measureColumn(query)}) AS value
        ${rows}
        GROUP BY 1, 2
      ), ranked AS (
        SELECT name, least(row_number() OVER (ORDER BY sum(value) DESC, name), ${largestGroups + 1})::int AS rank
        FROM measured GROUP BY name HAVING sum(value) <> 0
      )
      SELECT bucket, CASE WHEN rank <= ${largestGroups} THEN name END AS "group", rank, sum(value)::text AS value
      FROM measured JOIN ranked USING (name)
      GROUP BY 1, 2, 3 ORDER BY rank, bucket`,
  );
}

/** Usage over time by one dimension. Throws DomainError "forbidden". */
export async function usageSeries(actor: Actor, query: UsageQuery): Promise<UsageSeries> {
  authorize(actor, "usage.read");
  const { granularity, range } = query;
  const [rows, buckets] = await Promise.all([
    readSeries(actor, query),
    granularity === "hour" ? listHours(actor, range) : listBuckets(range, granularity),
  ]);

  const position = new Map(buckets.map((bucket, index) => [bucket, index]));
  const groups = new Map<number, { group: string | null; values: string[] }>();
  for (const { bucket, group, rank, value } of rows) {
    const held = groups.get(rank) ?? { group, values: buckets.map(() => "0") };
    groups.set(rank, held);
    const index = position.get(bucket);
    if (index === undefined) throw new Error(`Usage of ${bucket} lies outside the days that were asked for.`);
    held.values[index] = value;
  }
  return { buckets, groups: [...groups.values()] };
}

/** The whole of each bucket of the days compared with, in order; shorter or longer than the series by a bucket at most. */
export async function comparedSeries(
  actor: Actor,
  query: UsageQuery & { comparedWith: DayRange },
): Promise<string[]> {
  const { buckets, groups } = await usageSeries(actor, { ...query, range: query.comparedWith });
  return buckets.map((_, index) =>
    groups.reduce((total, { values }) => total + BigInt(values[index] ?? "0"), 0n).toString(),
  );
}
