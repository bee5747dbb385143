import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Dated } from "#lib/usage/align.ts";
import { alignCompared } from "#lib/usage/align.ts";
import { listBuckets } from "#lib/usage/granularities.ts";
import type { ComparedRange } from "#lib/usage/ranges.ts";
import { bucketOf } from "#lib/usage/select-rows.ts";
import type { CostQuery } from "./filters.ts";
import { costColumn, costRows } from "./select-rows.ts";

/** Groups beyond the largest are drawn as one. */
const largestGroups = 8;

/**
 * Costs over time in US dollars, as exact decimal digits. values[i] belongs to buckets[i]; group is null for
 * all groups beyond the eight largest together, and "" where upstream named none. Largest group first.
 */
export type CostSeries = {
  buckets: string[];
  groups: { group: string | null; values: string[] }[];
};

type Row = { bucket: string; group: string | null; rank: number; value: string };

const perOf = ({ granularity }: CostQuery) => (granularity === "month" ? "month" : "day");

/** Costs over time by one dimension. Throws DomainError "forbidden". */
export async function costSeries(actor: Actor, query: CostQuery): Promise<CostSeries> {
  authorize(actor, "costs.read");
  const rows = await scopedSql<Row>(
    actor,
    Prisma.sql`
      WITH billed AS (
        SELECT ${bucketOf(query.granularity)} AS bucket, ${costColumn(query.groupBy)} AS name, sum(amount) AS value
        ${costRows(actor, [query.groupBy], query.filters, query.range, perOf(query))}
        GROUP BY 1, 2
      ), ranked AS (
        SELECT name, least(row_number() OVER (ORDER BY sum(value) DESC, name), ${largestGroups + 1})::int AS rank
        FROM billed GROUP BY name HAVING sum(value) <> 0
      )
      SELECT bucket, CASE WHEN rank <= ${largestGroups} THEN name END AS "group", rank,
        trim_scale(sum(value))::text AS value
      FROM billed JOIN ranked USING (name)
      GROUP BY 1, 2, 3 ORDER BY rank, bucket`,
  );

  const buckets = listBuckets(query.range, query.granularity);
  const position = new Map(buckets.map((bucket, index) => [bucket, index]));
  const groups = new Map<number, { group: string | null; values: string[] }>();
  for (const { bucket, group, rank, value } of rows) {
    const held = groups.get(rank) ?? { group, values: buckets.map(() => "0") };
    groups.set(rank, held);
    held.values[position.get(bucket) ?? 0] = value;
  }
  return { buckets, groups: [...groups.values()] };
}

/** What the days compared with cost, under the columns of the series. Throws DomainError "forbidden". */
export async function comparedCosts(
  actor: Actor,
  query: CostQuery & { comparedWith: ComparedRange },
): Promise<string[]> {
  authorize(actor, "costs.read");
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
