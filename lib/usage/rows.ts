import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { Page, PageRequest, SortColumn } from "#lib/keyset/keyset.ts";
import { keyset } from "#lib/keyset/keyset.ts";
import { usageColumns } from "#lib/rollups/usage-rows.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Day, DayRange } from "./days.ts";
import { daysBetween } from "./days.ts";
import type { Dimension, Measure } from "./kinds.ts";
import { dimensionColumns, dimensions } from "./kinds.ts";
import { madeOf } from "./made-of.ts";
import type { UsageFilters, UsageQuery } from "./parse-filters.ts";
import { dailyRows, hourlyRows, measureColumn } from "./select-rows.ts";

/** What the rows page asks: the filters of a usage link; hour narrows a day to the hour that begins at this instant. */
export type RowsQuery = Pick<UsageQuery, "kind" | "measure"> & {
  range: DayRange;
  filters: UsageFilters;
  hour: string | null;
};

/** An hour of the mirror with everything that upstream said about it; counts are decimal digits. */
export type UsageHour = Record<Dimension, string> &
  Record<Measure, string> & {
    at: Date;
    cacheWrite: string;
    inputAudio: string;
    outputAudio: string;
    /** What has no column of its own, as JSON. */
    extra: string | null;
  };

/** A day and what its rows add up to in the measure asked for. */
export type UsageDayRow = { day: Day; value: string };

/** Hours are listed for one day; of a longer period the days come first, each leading to its hours. */
export function isHourly({ range, hour }: RowsQuery): boolean {
  return hour !== null || daysBetween(range.fromOn, range.toOn) <= 1;
}

const dayOrder: SortColumn[] = [{ expression: Prisma.sql`to_char(day, 'YYYY-MM-DD')`, type: "text" }];

// Upstream answers each combination of dimensions once an hour: time and dimensions together are a row's place.
const hourOrder: SortColumn[] = [
  { expression: Prisma.sql`bucket_at`, type: "time" },
  ...usageColumns.map((name): SortColumn => ({ expression: Prisma.raw(name), type: "text" })),
];

/** FROM … WHERE of the hours asked for. */
export function rowsOf(actor: Actor, query: RowsQuery): Prisma.Sql {
  const hour = query.hour ? Prisma.sql`AND bucket_at = ${query.hour}::timestamptz` : Prisma.empty;
  return Prisma.sql`${hourlyRows(actor, query, query.range)} ${hour}`;
}

/** What the rows add up to; of days from the rollup, of hours from the rows themselves. */
export async function sumRows(actor: Actor, query: RowsQuery): Promise<string> {
  authorize(actor, "usage.read");
  const rows = isHourly(query) ? rowsOf(actor, query) : dailyRows(actor, query, query.range, null, "month");
  const read = () =>
    scopedSql<{ value: string }>(
      actor,
      Prisma.sql`SELECT trim_scale(coalesce(sum(${measureColumn(query)}), 0)::numeric)::text AS value ${rows}`,
    );
  const [sum] = await remember(actor, {
    name: "sumRows",
    asked: query,
    ...madeOf([`usage_${query.kind}`], query),
    read,
  });
  return sum?.value ?? "0";
}

/** The days of a longer period that have rows, latest first, a page at a time. Throws DomainError "forbidden". */
export async function listUsageDays(
  actor: Actor,
  query: RowsQuery,
  request: PageRequest,
): Promise<Page<UsageDayRow>> {
  authorize(actor, "usage.read");
  const cut = keyset(dayOrder, true, request);
  const rows = await scopedSql<UsageDayRow & { place: string[] }>(
    actor,
    Prisma.sql`
      SELECT to_char(day, 'YYYY-MM-DD') AS day, value, ${cut.select} FROM (
        SELECT day, trim_scale(sum(${measureColumn(query)})::numeric)::text AS value
        ${dailyRows(actor, query, query.range, null, "day")} GROUP BY day
      ) AS days WHERE true ${cut.where} ${cut.orderBy} ${cut.limit}`,
  );
  return cut.page(rows);
}

const named = Prisma.join(dimensions.map((name) => Prisma.raw(`${dimensionColumns[name]} AS "${name}"`)));

/** The hours of one day, latest first, a page at a time. Throws DomainError "forbidden". */
export async function listUsageHours(
  actor: Actor,
  query: RowsQuery,
  request: PageRequest,
): Promise<Page<UsageHour>> {
  authorize(actor, "usage.read");
  const { after, before } = request;
  const cut = keyset(hourOrder, true, request);
  const read = () =>
    scopedSql<UsageHour & { place: string[] }>(
      actor,
      Prisma.sql`
      SELECT bucket_at AS at, ${named}, requests::text AS requests, input_tokens::text AS input,
        input_cached_tokens::text AS cached, output_tokens::text AS output,
        trim_scale(quantity)::text AS quantity, input_cache_write_tokens::text AS "cacheWrite",
        input_audio_tokens::text AS "inputAudio", output_audio_tokens::text AS "outputAudio",
        extra::text AS extra, ${cut.select}
      ${rowsOf(actor, query)} ${cut.where} ${cut.orderBy} ${cut.limit}`,
    );
  const asked = [query, after, before];
  return cut.page(
    await remember(actor, { name: "listUsageHours", asked, ...madeOf([`usage_${query.kind}`], query), read }),
  );
}
