import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { CostQuery } from "./filters.ts";
import type { CostDimension } from "./groupings.ts";
import { costColumn, costRows } from "./select-rows.ts";

/** Amounts are US dollars in exact decimal digits; before is null where nothing is compared. */
export type CostRow = { group: string; amount: string; share: number | null; before: string | null };

export type CostTable = {
  rows: CostRow[];
  total: { amount: string; before: string | null };
  /** Where the next page begins; null on the last. */
  next: string | null;
};

const pageSize = 50;
const Cursor = z.tuple([
  z.string().regex(/^-?\d{1,30}(\.\d{1,40})?$/),
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

type Raw = CostRow & { kind: "row" | "total" };

async function readTable(actor: Actor, query: CostQuery, after: string | null): Promise<Raw[]> {
  const { groupBy, filters, range, comparedWith } = query;
  const cursor = readCursor(after);
  const page = cursor
    ? Prisma.sql`WHERE amount < ${cursor[0]}::numeric OR (amount = ${cursor[0]}::numeric AND "group" > ${cursor[1]})`
    : Prisma.empty;
  const compared = comparedWith
    ? Prisma.sql`UNION ALL SELECT ${costColumn(groupBy)}, false, amount ${costRows(actor, [groupBy], filters, comparedWith)}`
    : Prisma.empty;
  const before = comparedWith ? Prisma.sql`trim_scale(before)::text` : Prisma.sql`NULL`;
  return scopedSql<Raw>(
    actor,
    Prisma.sql`
      WITH grouped AS MATERIALIZED (
        SELECT "group", coalesce(sum(amount) FILTER (WHERE is_now), 0) AS amount,
          coalesce(sum(amount) FILTER (WHERE NOT is_now), 0) AS before
        FROM (
          SELECT ${costColumn(groupBy)} AS "group", true AS is_now, amount ${costRows(actor, [groupBy], filters, range)}
          ${compared}
        ) AS billed
        GROUP BY 1
      ), whole AS (
        SELECT coalesce(sum(amount), 0) AS amount, coalesce(sum(before), 0) AS before FROM grouped
      ), page AS (
        SELECT * FROM grouped ${page} ORDER BY amount DESC, "group" LIMIT ${pageSize + 1}
      )
      SELECT 'total' AS kind, '' AS "group", trim_scale(amount)::text AS amount, ${before} AS before,
        NULL::float8 AS share
      FROM whole
      UNION ALL
      (SELECT 'row', "group", trim_scale(amount)::text, ${before},
        (amount / nullif((SELECT amount FROM whole), 0))::float8
      FROM page ORDER BY page.amount DESC, "group")`,
  );
}

/**
 * Costs by one dimension, the dearest first, a page of 50 at a time; the total is the exact sum of what
 * upstream billed. Throws DomainError "forbidden".
 */
export async function costTable(
  actor: Actor,
  query: CostQuery,
  after: string | null = null,
): Promise<CostTable> {
  authorize(actor, "costs.read");
  const found = await readTable(actor, query, after);
  const total = found.find(({ kind }) => kind === "total");
  const rows = found.filter(({ kind }) => kind === "row").map(({ kind: _kind, ...row }) => row);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    rows: shown,
    total: { amount: total?.amount ?? "0", before: total?.before ?? null },
    next:
      rows.length > pageSize && last
        ? Buffer.from(JSON.stringify([last.amount, last.group])).toString("base64url")
        : null,
  };
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
