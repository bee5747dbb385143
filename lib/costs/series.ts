import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Dated } from "#lib/usage/align.ts";
import { alignCompared } from "#lib/usage/align.ts";
import { listBuckets } from "#lib/usage/granularities.ts";
import { madeOf } from "#lib/usage/made-of.ts";
import type { ComparedRange } from "#lib/usage/ranges.ts";
import type { Cell, Stack } from "#lib/usage/stack.ts";
import { largestGroups, stack } from "#lib/usage/stack.ts";
import { bucketOf } from "#lib/usage/select-rows.ts";
import type { CostQuery } from "./filters.ts";
import { costColumn, costRows } from "./select-rows.ts";

/** Costs as exact decimal digits; "" is the group that upstream named none for. */
export type CostSeries = Stack;

const perOf = ({ granularity }: CostQuery) => (granularity === "month" ? "month" : "day");

async function readSeries(actor: Actor, query: CostQuery): Promise<CostSeries> {
  const { groupBy, filters, range, granularity } = query;
  const name = costColumn(groupBy);
  const ranked = await scopedSql<{ name: string }>(
    actor,
    Prisma.sql`
      SELECT ${name} AS name ${costRows(actor, [groupBy], filters, range, "month")}
      GROUP BY 1 HAVING sum(amount) <> 0 ORDER BY sum(amount) DESC, 1 LIMIT ${largestGroups + 1}`,
  );
  const largest = ranked.slice(0, largestGroups).map((row) => row.name);
  if (largest.length === 0) return { buckets: listBuckets(range, granularity), groups: [] };
  const hasMore = ranked.length > largest.length;
  const value = Prisma.sql`${bucketOf(granularity)} AS bucket, trim_scale(sum(amount))::text AS value`;
  const narrowed = { ...filters, [groupBy]: largest };
  // Costs by member or key may begin later than the others: their whole is not the organization's.
  const held = groupBy === "member" || groupBy === "key" ? [groupBy] : [];
  const [cells, wholes] = await Promise.all([
    scopedSql<Cell>(
      actor,
      Prisma.sql`SELECT ${value}, ${name} AS "group"
        ${costRows(actor, [groupBy], narrowed, range, perOf(query))} GROUP BY 1, 3`,
    ),
    hasMore
      ? scopedSql<Omit<Cell, "group">>(
          actor,
          Prisma.sql`SELECT ${value} ${costRows(actor, held, filters, range, perOf(query))} GROUP BY 1`,
        )
      : [],
  ]);
  return stack(listBuckets(range, granularity), largest, { cells, wholes, hasMore });
}

/** Costs over time in US dollars by one dimension, dearest group first. Throws DomainError "forbidden". */
export async function costSeries(actor: Actor, query: CostQuery): Promise<CostSeries> {
  authorize(actor, "costs.read");
  // What it is compared with is another series.
  const asked = { ...query, comparedWith: null };
  return remember(actor, {
    name: "costSeries",
    asked,
    ...madeOf(["costs"], asked),
    read: () => readSeries(actor, query),
  });
}

type Compared = CostQuery & { comparedWith: ComparedRange };

async function readCompared(actor: Actor, query: Compared): Promise<string[]> {
  const { comparedWith, granularity, range } = query;
  // Costs by member or key may begin later than the others: their whole is not the organization's.
  const asked = query.groupBy === "member" || query.groupBy === "key" ? [query.groupBy] : [];
  const perMonth = granularity === "month" && "months" in comparedWith.shift;
  const found = await scopedSql<Dated>(
    actor,
    Prisma.sql`
      SELECT to_char(day, 'YYYY-MM-DD') AS at, trim_scale(sum(amount))::text AS value
      ${costRows(actor, asked, query.filters, comparedWith, perMonth ? "month" : "day")} GROUP BY 1 ORDER BY 1`,
  );
  return alignCompared(listBuckets(range, granularity), comparedWith.shift, found);
}

/** What the days compared with cost, under the columns of the series. Throws DomainError "forbidden". */
export async function comparedCosts(actor: Actor, query: Compared): Promise<string[]> {
  authorize(actor, "costs.read");
  return remember(actor, {
    name: "comparedCosts",
    asked: query,
    ...madeOf(["costs"], query),
    read: () => readCompared(actor, query),
  });
}
