import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { CsvColumn } from "#lib/exports/copy-csv.ts";
import type { Download } from "#lib/exports/open.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { exportTable } from "#lib/keyset/export-table.ts";
import { dimensionColumns, kindOf, measureColumns } from "./kinds.ts";
import { nameSql } from "./name-sql.ts";
import type { UsageQuery } from "./parse-filters.ts";
import type { RowsQuery } from "./rows.ts";
import { rowsOf } from "./rows.ts";
import { column, dailyRows } from "./select-rows.ts";

const plain = (name: string, value = Prisma.raw(name)): CsvColumn => ({ name, kind: "plain", value });
const text = (name: string, value = Prisma.raw(name)): CsvColumn => ({ name, kind: "text", value });

const detail = ["input_cache_write_tokens", "input_audio_tokens", "output_audio_tokens"];

/** Every hour behind a figure, all columns, in UTC. Throws DomainError "forbidden". */
export async function exportUsageRows(
  actor: Actor,
  query: RowsQuery,
  leaving: AbortSignal,
): Promise<Download> {
  authorize(actor, "usage.read");
  const columns = [
    plain("bucket_at"),
    text("kind"),
    ...Object.values(dimensionColumns).map((name) => text(name)),
    ...Object.values(measureColumns).map((name) => plain(name)),
    ...detail.map((name) => plain(name)),
    plain("extra", Prisma.sql`extra::text`),
  ];
  const source = Prisma.sql`${rowsOf(actor, query)} ORDER BY bucket_at`;
  return exportTable(actor, { name: "usage-rows", filters: query, columns, source }, leaving);
}

/** The table of the usage page, all pages of it, largest first. Throws DomainError "forbidden". */
export async function exportUsageTable(
  actor: Actor,
  query: UsageQuery,
  leaving: AbortSignal,
): Promise<Download> {
  authorize(actor, "usage.read");
  const { kind, groupBy, measure, range } = query;
  const id = dimensionColumns[groupBy];
  const name = nameSql(actor, groupBy, Prisma.raw(`grouped.${id}`));
  const measures = kindOf(kind).measures.map((each) => measureColumns[each]);
  const sums = Prisma.join(measures.map((each) => Prisma.raw(`sum(${each}) AS ${each}`)));
  return exportTable(
    actor,
    {
      name: "usage",
      filters: query,
      columns: [
        text(id),
        ...(name ? [text(id.replace(/_id$/, "_name"), name)] : []),
        ...measures.map((each) => plain(each)),
      ],
      source: Prisma.sql`FROM (
        SELECT ${column(groupBy)}, ${sums} ${dailyRows(actor, query, range, groupBy, "month")} GROUP BY 1
      ) AS grouped ORDER BY ${Prisma.raw(measureColumns[measure])} DESC, ${Prisma.raw(id)}`,
    },
    leaving,
  );
}
