import type { Actor } from "#lib/auth/actor.ts";
import type { CsvColumn } from "#lib/exports/copy-csv.ts";
import { copyCsv } from "#lib/exports/copy-csv.ts";
import type { Download } from "#lib/exports/open.ts";
import { openExport } from "#lib/exports/open.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";

type Table = {
  name: string;
  /** What the table was narrowed to, for the trail. */
  filters: object;
  columns: CsvColumn[];
  /** From FROM on, scoped to the actor's organization. */
  source: Prisma.Sql;
};

/** Streams a table as CSV and leaves "table.export" on the trail. The caller has authorized the actor. */
export async function exportTable(actor: Actor, table: Table, leaving: AbortSignal): Promise<Download> {
  const { id: organizationId, slug } = actor.organization;
  const body = await openExport(
    {
      actor,
      organizationId,
      action: "table.export",
      target: { kind: "table", id: table.name, label: table.name },
      input: { filters: table.filters },
    },
    (signal) => copyCsv(actor, table.columns, table.source, signal),
    leaving,
  );
  return {
    body,
    contentType: "text/csv; charset=utf-8; header=present",
    filename: `${slug.replaceAll(/[^\w-]/g, "-")}-${table.name}.csv`,
  };
}
