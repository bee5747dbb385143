import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { DayRange } from "./days.ts";
import type { Measure } from "./kinds.ts";
import { madeOf } from "./made-of.ts";
import type { UsageQuery } from "./parse-filters.ts";
import type { RankRequest } from "./rank-page.ts";
import { fromStart, rankPage } from "./rank-page.ts";
import { column, dailyRows, measureColumn } from "./select-rows.ts";

/** Decimal digits: a year of a large company's tokens does not fit a JavaScript number. */
export type UsageTotals = Record<Measure, string>;

/** value: the leading measure; before: in the days compared with, null without any; share: of the whole, 0 to 1. */
export type UsageRow = UsageTotals & {
  group: string;
  value: string;
  share: number | null;
  before: string | null;
};

export type UsageTable = {
  rows: UsageRow[];
  totals: UsageTotals & { value: string; before: string | null };
  previous: string | null;
  next: string | null;
};

type Raw = UsageRow & { kind: "row" | "total" };

function grouped(actor: Actor, query: UsageQuery): Prisma.Sql {
  const rows = (days: DayRange, isNow: boolean) => Prisma.sql`
    SELECT ${column(query.groupBy)} AS "group", ${isNow}::boolean AS is_now, ${measureColumn(query)} AS asked,
      requests, input_tokens, input_cached_tokens, output_tokens, quantity
    ${dailyRows(actor, query, days, query.groupBy, "month")}`;
  const compared = query.comparedWith
    ? Prisma.sql`UNION ALL ${rows(query.comparedWith, false)}`
    : Prisma.empty;
  return Prisma.sql`
    SELECT "group",
      coalesce(sum(requests) FILTER (WHERE is_now), 0) AS requests,
      coalesce(sum(input_tokens) FILTER (WHERE is_now), 0) AS input,
      coalesce(sum(input_cached_tokens) FILTER (WHERE is_now), 0) AS cached,
      coalesce(sum(output_tokens) FILTER (WHERE is_now), 0) AS output,
      coalesce(sum(quantity) FILTER (WHERE is_now), 0) AS quantity,
      coalesce(sum(asked) FILTER (WHERE is_now), 0) AS value,
      coalesce(sum(asked) FILTER (WHERE NOT is_now), 0) AS before
    FROM (${rows(query.range, true)} ${compared}) AS measured
    GROUP BY 1`;
}

const asText = Prisma.sql`requests::text, input::text, cached::text, output::text,
  trim_scale(quantity)::text AS quantity, trim_scale(value)::text AS value`;

async function readTable(actor: Actor, query: UsageQuery, cut: Prisma.Sql): Promise<Raw[]> {
  const before = query.comparedWith ? Prisma.sql`trim_scale(before)::text` : Prisma.sql`NULL::text`;
  return scopedSql<Raw>(
    actor,
    Prisma.sql`
      WITH grouped AS MATERIALIZED (${grouped(actor, query)}), whole AS (
        SELECT coalesce(sum(requests), 0) AS requests, coalesce(sum(input), 0) AS input,
          coalesce(sum(cached), 0) AS cached, coalesce(sum(output), 0) AS output,
          coalesce(sum(quantity), 0) AS quantity, coalesce(sum(value), 0) AS value, coalesce(sum(before), 0) AS before
        FROM grouped
      ), page AS (
        SELECT *, value / nullif((SELECT value FROM whole), 0) AS share FROM grouped ${cut}
      )
      SELECT 'total' AS kind, '' AS "group", ${asText}, ${before} AS before, NULL::float8 AS share FROM whole
      UNION ALL
      (SELECT 'row', "group", ${asText}, ${before}, share::float8 FROM page ORDER BY page.value DESC, "group")`,
  );
}

async function readPage(actor: Actor, query: UsageQuery, request: RankRequest): Promise<UsageTable> {
  const { cut, page } = rankPage(request);
  const found = await readTable(actor, query, cut);
  const [whole] = found.filter(({ kind }) => kind === "total");
  if (!whole) throw new Error("The table came without its total.");
  const { kind: _kind, group: _group, share: _share, ...totals } = whole;
  const rows = found.filter(({ kind }) => kind === "row").map(({ kind: _row, ...row }) => row);
  return { ...page(rows), totals };
}

/** Totals by one dimension, the largest first, a page of 50 at a time. Throws DomainError "forbidden". */
export async function usageTable(
  actor: Actor,
  query: UsageQuery,
  request: RankRequest = fromStart,
): Promise<UsageTable> {
  authorize(actor, "usage.read");
  return remember(actor, {
    name: "usageTable",
    asked: [query, request],
    ...madeOf([`usage_${query.kind}`], query),
    read: () => readPage(actor, query, request),
  });
}
