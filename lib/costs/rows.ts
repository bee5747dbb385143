import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { Page, PageRequest, SortColumn } from "#lib/keyset/keyset.ts";
import { keyset } from "#lib/keyset/keyset.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Day } from "#lib/usage/days.ts";
import { daysBetween } from "#lib/usage/days.ts";
import { madeOf } from "#lib/usage/made-of.ts";
import type { CostQuery } from "./filters.ts";
import { costColumns, costDimensions, groupingOf } from "./groupings.ts";
import { costColumn, costRows } from "./select-rows.ts";

export type CostRowsQuery = Pick<CostQuery, "range" | "groupBy" | "filters">;

/** A UTC day and what it cost, in US dollars as exact decimal digits. */
export type CostDayRow = { day: Day; value: string };

/** A row of the mirror as upstream billed it; quantity is in upstream's own unit. */
export type BilledRow = {
  day: Day;
  project: string;
  lineItem: string;
  member: string;
  key: string;
  amount: string;
  currency: string;
  quantity: string | null;
  quantityUnit: string | null;
};

/** Rows are listed for one day; of a longer period the days come first, each leading to its rows. */
export function isOneDay({ range }: CostRowsQuery): boolean {
  return daysBetween(range.fromOn, range.toOn) <= 1;
}

/** FROM … WHERE of the rows asked for, as upstream billed them in US dollars. */
export function billedRows(actor: Actor, { groupBy, filters, range }: CostRowsQuery): Prisma.Sql {
  const conditions = costDimensions.flatMap((dimension) => {
    const values = filters[dimension];
    return values ? [Prisma.sql`AND ${costColumn(dimension)} = ANY(${values})`] : [];
  });
  // The grouping stands in the statement as it is: the planner has to know it to take the index of that grouping.
  return Prisma.sql`
    FROM facts.costs
    WHERE organization_id = ${actor.organization.id}::uuid
      AND "grouping" = ${Prisma.raw(`'${groupingOf(groupBy)}'`)}
      AND day >= ${range.fromOn}::date AND day < ${range.toOn}::date AND lower(currency) = 'usd'
      ${conditions.length === 0 ? Prisma.empty : Prisma.join(conditions, " ")}`;
}

/** What the rows add up to. Throws DomainError "forbidden". */
export async function sumCosts(actor: Actor, query: CostRowsQuery): Promise<string> {
  authorize(actor, "costs.read");
  const rows = isOneDay(query)
    ? billedRows(actor, query)
    : costRows(actor, [query.groupBy], query.filters, query.range, "month");
  const read = () =>
    scopedSql<{ value: string }>(
      actor,
      Prisma.sql`SELECT trim_scale(coalesce(sum(amount), 0))::text AS value ${rows}`,
    );
  const [sum] = await remember(actor, { name: "sumCosts", asked: query, ...madeOf(["costs"], query), read });
  return sum?.value ?? "0";
}

const dayOrder: SortColumn[] = [{ expression: Prisma.sql`to_char(day, 'YYYY-MM-DD')`, type: "text" }];

/** The days of a longer period that have rows, latest first, a page at a time. Throws DomainError "forbidden". */
export async function listCostDays(
  actor: Actor,
  query: CostRowsQuery,
  request: PageRequest,
): Promise<Page<CostDayRow>> {
  authorize(actor, "costs.read");
  const cut = keyset(dayOrder, true, request);
  const rows = await scopedSql<CostDayRow & { place: string[] }>(
    actor,
    Prisma.sql`
      SELECT to_char(day, 'YYYY-MM-DD') AS day, value, ${cut.select} FROM (
        SELECT day, trim_scale(sum(amount))::text AS value
        ${costRows(actor, [query.groupBy], query.filters, query.range, "day")} GROUP BY day
      ) AS days WHERE true ${cut.where} ${cut.orderBy} ${cut.limit}`,
  );
  return cut.page(rows);
}

const rowOrder: SortColumn[] = [
  ...Object.values(costColumns).map((name): SortColumn => ({ expression: Prisma.raw(name), type: "text" })),
  { expression: Prisma.sql`amount::text`, type: "text" },
  // Upstream may bill the same twice: where a row lies is all that two such differ by.
  { expression: Prisma.sql`ctid::text`, type: "text" },
];

/** The rows of one day, a page at a time. Throws DomainError "forbidden". */
export async function listBilledRows(
  actor: Actor,
  query: CostRowsQuery,
  request: PageRequest,
): Promise<Page<BilledRow>> {
  authorize(actor, "costs.read");
  const { after, before } = request;
  const cut = keyset(rowOrder, false, request);
  const read = () =>
    scopedSql<BilledRow & { place: string[] }>(
      actor,
      Prisma.sql`
      SELECT to_char(day, 'YYYY-MM-DD') AS day, project_id AS project, line_item AS "lineItem",
        member_id AS member, api_key_id AS key, trim_scale(amount)::text AS amount, currency,
        trim_scale(quantity)::text AS quantity, quantity_unit AS "quantityUnit", ${cut.select}
      ${billedRows(actor, query)} ${cut.where} ${cut.orderBy} ${cut.limit}`,
    );
  const asked = [query, after, before];
  return cut.page(
    await remember(actor, { name: "listBilledRows", asked, ...madeOf(["costs"], query), read }),
  );
}
