import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { DayRange } from "./days.ts";
import type { Measure } from "./kinds.ts";
import type { UsageQuery } from "./parse-filters.ts";
import { column, dailyRows, measureColumn } from "./select-rows.ts";

/** Whole numbers in decimal digits: a year of a large company's tokens does not fit a JavaScript number. */
export type UsageTotals = Record<Measure, string>;

/** before is the leading measure in the days compared with, null where nothing is compared. */
export type UsageRow = UsageTotals & { group: string; share: number | null; before: string | null };

export type UsageTable = {
  rows: UsageRow[];
  totals: UsageTotals & { before: string | null };
  /** Where the next page begins; null on the last. */
  next: string | null;
};

const pageSize = 50;
const Cursor = z.tuple([
  z.string().regex(/^\d{1,30}$/),
  z
    .string()
    .max(1000)
    .regex(/^[^\0]*$/),
]);

function readCursor(text: string | null): z.output<typeof Cursor> | null {
  if (!text) return null;
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}

function writeCursor(value: string, group: string): string {
  return Buffer.from(JSON.stringify([value, group])).toString("base64url");
}

type Raw = UsageRow & { kind: "row" | "total"; value: string };

function grouped(actor: Actor, query: UsageQuery): Prisma.Sql {
  const sums = (days: DayRange, isNow: boolean) => Prisma.sql`
    SELECT ${column(query.groupBy)} AS "group", ${isNow}::boolean AS is_now, ${measureColumn(query)} AS asked,
      requests, input_tokens, input_cached_tokens, output_tokens
    ${dailyRows(actor, query, days)}`;
  const compared = query.comparedWith
    ? Prisma.sql`UNION ALL ${sums(query.comparedWith, false)}`
    : Prisma.empty;
  return Prisma.sql`
    SELECT "group",
      coalesce(sum(requests) FILTER (WHERE is_now), 0) AS requests,
      coalesce(sum(input_tokens) FILTER (WHERE is_now), 0) AS input,
      coalesce(sum(input_cached_tokens) FILTER (WHERE is_now), 0) AS cached,
      coalesce(sum(output_tokens) FILTER (WHERE is_now), 0) AS output,
      coalesce(sum(asked) FILTER (WHERE is_now), 0) AS value,
      coalesce(sum(asked) FILTER (WHERE NOT is_now), 0) AS before
    FROM (${sums(query.range, true)} ${compared}) AS measured
    GROUP BY 1`;
}

async function readTable(actor: Actor, query: UsageQuery, after: string | null): Promise<Raw[]> {
  const cursor = readCursor(after);
  const page = cursor
    ? Prisma.sql`WHERE value < ${cursor[0]}::numeric OR (value = ${cursor[0]}::numeric AND "group" > ${cursor[1]})`
    : Prisma.empty;
  const before = query.comparedWith ? Prisma.sql`before::text` : Prisma.sql`NULL`;
  return scopedSql<Raw>(
    actor,
    Prisma.sql`
      WITH grouped AS MATERIALIZED (${grouped(actor, query)}), whole AS (
        SELECT sum(requests) AS requests, sum(input) AS input, sum(cached) AS cached, sum(output) AS output,
          sum(value) AS value, sum(before) AS before
        FROM grouped
      ), page AS (
        SELECT * FROM grouped ${page} ORDER BY value DESC, "group" LIMIT ${pageSize + 1}
      )
      SELECT 'total' AS kind, '' AS "group", coalesce(requests, 0)::text AS requests, coalesce(input, 0)::text AS input,
        coalesce(cached, 0)::text AS cached, coalesce(output, 0)::text AS output,
        coalesce(value, 0)::text AS value, ${before} AS before, NULL::float8 AS share
      FROM whole
      UNION ALL
      (SELECT 'row', "group", page.requests::text, page.input::text, page.cached::text, page.output::text,
        page.value::text, ${query.comparedWith ? Prisma.sql`page.before::text` : Prisma.sql`NULL`},
        (page.value / nullif(whole.value, 0))::float8
      FROM page, whole ORDER BY page.value DESC, "group")`,
  );
}

/** Totals by one dimension, the largest first, a page of 50 at a time. Throws DomainError "forbidden". */
export async function usageTable(
  actor: Actor,
  query: UsageQuery,
  after: string | null = null,
): Promise<UsageTable> {
  authorize(actor, "usage.read");
  const found = await readTable(actor, query, after);
  const totals = found.find(({ kind }) => kind === "total");
  const rows = found.filter(({ kind }) => kind === "row");
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ kind: _kind, value: _value, ...row }) => row),
    totals: {
      requests: totals?.requests ?? "0",
      input: totals?.input ?? "0",
      cached: totals?.cached ?? "0",
      output: totals?.output ?? "0",
      before: query.comparedWith ? (totals?.before ?? "0") : null,
    },
    next: rows.length > pageSize && last ? writeCursor(last.value, last.group) : null,
  };
}
