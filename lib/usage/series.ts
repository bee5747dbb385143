import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Dated } from "./align.ts";
import { alignCompared } from "./align.ts";
import type { Granularity } from "./granularities.ts";
import { listBuckets } from "./granularities.ts";
import { listHours, listLocalHours } from "./list-hours.ts";
import type { Dimension } from "./kinds.ts";
import { madeOf } from "./made-of.ts";
import type { UsageQuery } from "./parse-filters.ts";
import type { ComparedRange } from "./ranges.ts";
import type { Cell, Stack } from "./stack.ts";
import { largestGroups, stack } from "./stack.ts";
import { bucketOf, column, dailyRows, hourlyRows, measureColumn } from "./select-rows.ts";

/** Usage over time; "" is the group that upstream named none for. */
export type UsageSeries = Stack;

const perOf = (granularity: Granularity) => (granularity === "month" ? "month" : "day");

/** FROM … of what a column of the chart is made of, held by the group, or by none where only wholes are asked. */
function rowsFor(actor: Actor, query: UsageQuery, groupBy: Dimension | null): Prisma.Sql {
  return query.granularity === "hour"
    ? hourlyRows(actor, query, query.range)
    : dailyRows(actor, query, query.range, groupBy, perOf(query.granularity));
}

/** The groups that measured most over all the days, one more than are drawn; those that measured nothing are none. */
async function rankGroups(actor: Actor, query: UsageQuery): Promise<string[]> {
  const rows =
    query.granularity === "hour"
      ? hourlyRows(actor, query, query.range)
      : dailyRows(actor, query, query.range, query.groupBy, "month");
  const found = await scopedSql<{ name: string }>(
    actor,
    Prisma.sql`
      SELECT ${column(query.groupBy)} AS name ${rows}
      GROUP BY 1 HAVING sum(${measureColumn(query)}) <> 0
      ORDER BY sum(${measureColumn(query)}) DESC, 1 LIMIT ${largestGroups + 1}`,
  );
  return found.map(({ name }) => name);
}

function listAll(actor: Actor, { range, granularity }: UsageQuery): Promise<string[]> | string[] {
  return granularity === "hour" ? listHours(actor, range) : listBuckets(range, granularity);
}

async function readSeries(actor: Actor, query: UsageQuery): Promise<UsageSeries> {
  const ranked = await rankGroups(actor, query);
  const largest = ranked.slice(0, largestGroups);
  if (largest.length === 0) return { buckets: await listAll(actor, query), groups: [] };
  const hasMore = ranked.length > largest.length;
  const bucket = bucketOf(query.granularity);
  const value = Prisma.sql`trim_scale(sum(${measureColumn(query)})::numeric)::text AS value`;
  const narrowed = { ...query, filters: { ...query.filters, [query.groupBy]: largest } };
  const [buckets, cells, wholes] = await Promise.all([
    listAll(actor, query),
    scopedSql<Cell>(
      actor,
      Prisma.sql`SELECT ${bucket} AS bucket, ${column(query.groupBy)} AS "group", ${value}
        ${rowsFor(actor, narrowed, query.groupBy)} GROUP BY 1, 2`,
    ),
    hasMore
      ? scopedSql<Omit<Cell, "group">>(
          actor,
          Prisma.sql`SELECT ${bucket} AS bucket, ${value} ${rowsFor(actor, query, null)} GROUP BY 1`,
        )
      : [],
  ]);
  return stack(buckets, largest, { cells, wholes, hasMore });
}

/** Usage over time by one dimension, largest group first. Throws DomainError "forbidden". */
export async function usageSeries(actor: Actor, query: UsageQuery): Promise<UsageSeries> {
  authorize(actor, "usage.read");
  // What it is compared with is another series.
  const asked = { ...query, comparedWith: null };
  return remember(actor, {
    name: "usageSeries",
    asked,
    ...madeOf([`usage_${query.kind}`], asked),
    read: () => readSeries(actor, query),
  });
}

/** The column of the days compared with that a row falls in: its local hour or day, a month where months are held against months. */
function datedBy(actor: Actor, { granularity }: UsageQuery): Prisma.Sql {
  return granularity === "hour"
    ? Prisma.sql`to_char(bucket_at AT TIME ZONE ${actor.organization.timeZone}, 'YYYY-MM-DD"T"HH24')`
    : Prisma.sql`to_char(day, 'YYYY-MM-DD')`;
}

type Compared = UsageQuery & { comparedWith: ComparedRange };

async function readCompared(actor: Actor, query: Compared): Promise<string[]> {
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

/** What the days compared with measured, under the columns of the series. Throws DomainError "forbidden". */
export async function comparedSeries(actor: Actor, query: Compared): Promise<string[]> {
  authorize(actor, "usage.read");
  return remember(actor, {
    name: "comparedSeries",
    asked: query,
    ...madeOf([`usage_${query.kind}`], query),
    read: () => readCompared(actor, query),
  });
}
