import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Dated } from "./align.ts";
import { alignCompared } from "./align.ts";
import type { DayRange } from "./days.ts";
import type { Granularity } from "./granularities.ts";
import { listBuckets } from "./granularities.ts";
import { listHours, listLocalHours } from "./list-hours.ts";
import type { UsageQuery } from "./parse-filters.ts";
import type { ComparedRange } from "./ranges.ts";
import { bucketOf, column, dailyRows, hourlyRows, measureColumn } from "./select-rows.ts";

/** Groups beyond the largest are drawn as one. */
const largestGroups = 8;

/**
 * Usage over time. values[i] belongs to buckets[i], in decimal digits; group is null for
 * all groups beyond the eight largest together, and "" where upstream named none. Largest group first.
 */
export type UsageSeries = {
  buckets: string[];
  groups: { group: string | null; values: string[] }[];
};

type Row = { bucket: string; group: string | null; rank: number; value: string };

const perOf = (granularity: Granularity) => (granularity === "month" ? "month" : "day");

async function readSeries(actor: Actor, query: UsageQuery): Promise<Row[]> {
  const rows =
    query.granularity === "hour"
      ? hourlyRows(actor, query, query.range)
      : dailyRows(actor, query, query.range, query.groupBy, perOf(query.granularity));
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
      SELECT bucket, CASE WHEN rank <= ${largestGroups} THEN name END AS "group", rank, trim_scale(sum(value))::text AS value
      FROM measured JOIN ranked USING (name)
      GROUP BY 1, 2, 3 ORDER BY rank, bucket`,
  );
}

async function listAll(actor: Actor, days: DayRange, granularity: Granularity): Promise<string[]> {
  return granularity === "hour" ? listHours(actor, days) : listBuckets(days, granularity);
}

/** Usage over time by one dimension. Throws DomainError "forbidden". */
export async function usageSeries(actor: Actor, query: UsageQuery): Promise<UsageSeries> {
  authorize(actor, "usage.read");
  const { granularity, range } = query;
  const [rows, buckets] = await Promise.all([readSeries(actor, query), listAll(actor, range, granularity)]);

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

/** The column of the days compared with that a row falls in: its local hour or day, a month where months are held against months. */
function datedBy(actor: Actor, { granularity }: UsageQuery): Prisma.Sql {
  return granularity === "hour"
    ? Prisma.sql`to_char(bucket_at AT TIME ZONE ${actor.organization.timeZone}, 'YYYY-MM-DD"T"HH24')`
    : Prisma.sql`to_char(day, 'YYYY-MM-DD')`;
}

/** What the days compared with measured, under the columns of the series. Throws DomainError "forbidden". */
export async function comparedSeries(
  actor: Actor,
  query: UsageQuery & { comparedWith: ComparedRange },
): Promise<string[]> {
  authorize(actor, "usage.read");
  const { granularity, comparedWith, range } = query;
  const perMonth = granularity === "month" && "months" in comparedWith.shift;
  const rows =
    granularity === "hour"
      ? hourlyRows(actor, query, comparedWith)
      : dailyRows(actor, query, comparedWith, null, perMonth ? "month" : "day");
  const [buckets, found] = await Promise.all([
    granularity === "hour" ? listLocalHours(actor, range) : listBuckets(range, granularity),
    scopedSql<Dated>(
      actor,
      Prisma.sql`
        SELECT at, trim_scale(sum(value))::text AS value
        FROM (SELECT ${datedBy(actor, query)} AS at, ${measureColumn(query)} AS value ${rows}) AS dated
        GROUP BY 1 ORDER BY 1`,
    ),
  ]);
  return alignCompared(buckets, comparedWith.shift, found);
}
