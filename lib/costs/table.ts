import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import { madeOf } from "#lib/usage/made-of.ts";
import type { RankRequest } from "#lib/usage/rank-page.ts";
import { fromStart, rankPage } from "#lib/usage/rank-page.ts";
import type { CostQuery } from "./filters.ts";
import type { CostDimension } from "./groupings.ts";
import { costColumn, costRows } from "./select-rows.ts";

/** value and before are US dollars in exact decimal digits; before is null where nothing is compared. */
export type CostRow = { group: string; value: string; share: number | null; before: string | null };

export type CostTable = {
  rows: CostRow[];
  total: { value: string; before: string | null };
  previous: string | null;
  next: string | null;
};

type Raw = CostRow & { kind: "row" | "total" };

async function readTable(actor: Actor, query: CostQuery, cut: Prisma.Sql): Promise<Raw[]> {
  const { groupBy, filters, range, comparedWith } = query;
  const compared = comparedWith
    ? Prisma.sql`UNION ALL SELECT ${costColumn(groupBy)}, false, amount ${costRows(actor, [groupBy], filters, comparedWith, "month")}`
    : Prisma.empty;
  const before = comparedWith ? Prisma.sql`trim_scale(before)::text` : Prisma.sql`NULL::text`;
  return scopedSql<Raw>(
    actor,
    Prisma.sql`
      WITH grouped AS MATERIALIZED (
        SELECT "group", coalesce(sum(amount) FILTER (WHERE is_now), 0) AS value,
          coalesce(sum(amount) FILTER (WHERE NOT is_now), 0) AS before
        FROM (
          SELECT ${costColumn(groupBy)} AS "group", true AS is_now, amount ${costRows(actor, [groupBy], filters, range, "month")}
          ${compared}
        ) AS billed
        GROUP BY 1
      ), whole AS (
        SELECT coalesce(sum(value), 0) AS value, coalesce(sum(before), 0) AS before FROM grouped
      ), page AS (
        SELECT *, value / nullif((SELECT value FROM whole), 0) AS share FROM grouped ${cut}
      )
      SELECT 'total' AS kind, '' AS "group", trim_scale(value)::text AS value, ${before} AS before,
        NULL::float8 AS share
      FROM whole
      UNION ALL
      (SELECT 'row', "group", trim_scale(value)::text, ${before}, share::float8
      FROM page ORDER BY page.value DESC, "group")`,
  );
}

async function readPage(actor: Actor, query: CostQuery, request: RankRequest): Promise<CostTable> {
  const { cut, page } = rankPage(request);
  const found = await readTable(actor, query, cut);
  const total = found.find(({ kind }) => kind === "total");
  const rows = found.filter(({ kind }) => kind === "row").map(({ kind: _kind, ...row }) => row);
  return { ...page(rows), total: { value: total?.value ?? "0", before: total?.before ?? null } };
}

/** Costs by one dimension, dearest first, 50 a page; the total is exactly what was billed. Throws "forbidden". */
export async function costTable(
  actor: Actor,
  query: CostQuery,
  request: RankRequest = fromStart,
): Promise<CostTable> {
  authorize(actor, "costs.read");
  return remember(actor, {
    name: "costTable",
    asked: [query, request],
    ...madeOf(["costs"], query),
    read: () => readPage(actor, query, request),
  });
}

/** What else a row can be broken down by: a project's line items, a line item's projects. */
export function partOf(groupBy: CostDimension): "project" | "lineItem" | null {
  if (groupBy === "project") return "lineItem";
  return groupBy === "lineItem" ? "project" : null;
}

/** The parts of one row of the table: the first 50, dearest first. Null where the grouping has none. */
export async function costParts(actor: Actor, query: CostQuery, group: string): Promise<CostTable | null> {
  const part = partOf(query.groupBy);
  if (!part) return null;
  const filters = { ...query.filters, [query.groupBy]: [group] };
  return costTable(actor, { ...query, groupBy: part, filters });
}
