import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { CsvColumn } from "#lib/exports/copy-csv.ts";
import type { Download } from "#lib/exports/open.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { exportTable } from "#lib/keyset/export-table.ts";
import { nameSql } from "#lib/usage/name-sql.ts";
import type { CostQuery } from "./filters.ts";
import type { CostDimension } from "./groupings.ts";
import { costColumns, filtersOf } from "./groupings.ts";
import type { CostRowsQuery } from "./rows.ts";
import { billedRows } from "./rows.ts";
import { costColumn, costRows } from "./select-rows.ts";

const plain = (name: string, value = Prisma.raw(name)): CsvColumn => ({ name, kind: "plain", value });
const text = (name: string, value = Prisma.raw(name)): CsvColumn => ({ name, kind: "text", value });

/** The column of a dimension, followed by its names where it has some. */
function columnsOf(actor: Actor, dimension: CostDimension): CsvColumn[] {
  const id = costColumns[dimension];
  const name = nameSql(actor, dimension, Prisma.raw(`billed.${id}`));
  return [text(id), ...(name ? [text(id.replace(/_id$/, "_name"), name)] : [])];
}

/** Costs by UTC day at the grouping's finest detail; they add up to the page's total. Throws "forbidden". */
export async function exportCosts(actor: Actor, query: CostQuery, leaving: AbortSignal): Promise<Download> {
  authorize(actor, "costs.read");
  const dimensions = filtersOf(query.groupBy);
  const ids = Prisma.join(dimensions.map(costColumn));
  return exportTable(
    actor,
    {
      name: "costs",
      filters: query,
      columns: [
        plain("day_utc", Prisma.sql`billed.day`),
        ...dimensions.flatMap((dimension) => columnsOf(actor, dimension)),
        plain("amount"),
        plain("currency", Prisma.sql`'usd'`),
      ],
      source: Prisma.sql`FROM (
        SELECT day, ${ids}, trim_scale(sum(amount)) AS amount
        ${costRows(actor, dimensions, query.filters, query.range, "day")} GROUP BY day, ${ids}
      ) AS billed ORDER BY day, ${ids}`,
    },
    leaving,
  );
}

/** Every row behind a figure, as upstream billed it. Throws DomainError "forbidden". */
export async function exportCostRows(
  actor: Actor,
  query: CostRowsQuery,
  leaving: AbortSignal,
): Promise<Download> {
  authorize(actor, "costs.read");
  const columns = [
    plain("day_utc", Prisma.sql`day`),
    ...Object.values(costColumns).map((name) => text(name)),
    plain("amount", Prisma.sql`trim_scale(amount)`),
    plain("currency"),
    plain("quantity", Prisma.sql`trim_scale(quantity)`),
    text("quantity_unit"),
  ];
  const source = Prisma.sql`${billedRows(actor, query)} ORDER BY day`;
  return exportTable(actor, { name: "cost-rows", filters: query, columns, source }, leaving);
}
