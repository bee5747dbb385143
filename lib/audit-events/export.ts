import { z } from "zod";
import { eventColumnsOfExport } from "#lib/audit-events/export-columns.ts";
import { newestFirst } from "#lib/audit-events/list.ts";
import type { AuditFilter } from "#lib/audit-events/parse-filter.ts";
import { filterToParams } from "#lib/audit-events/parse-filter.ts";
import { whereEvents } from "#lib/audit-events/where.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { copyCsv } from "#lib/exports/copy-csv.ts";
import { copyJsonLines } from "#lib/exports/copy-json-lines.ts";
import type { Download, Source } from "#lib/exports/open.ts";
import { openExport } from "#lib/exports/open.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

export const ExportEvents = z.object({
  format: z.enum(["csv", "jsonl"]),
  /** Begins a CSV file with the mark by which Excel knows UTF-8. */
  withMark: z.boolean(),
});

const contentTypes = {
  csv: "text/csv; charset=utf-8; header=present",
  jsonl: "application/x-ndjson; charset=utf-8",
};
const byteOrderMark = new Uint8Array([0xef, 0xbb, 0xbf]);

/** "acme-audit-2026-01-01-to-2026-01-31.csv" */
function filenameOf(actor: Actor, filter: AuditFilter, format: "csv" | "jsonl"): string {
  const range = [filter.from, filter.to && `to-${filter.to}`].filter(Boolean);
  const name = [actor.organization.slug, "audit", ...(range.length > 0 ? range : ["all"])].join("-");
  return `${name.replaceAll(/[^\w-]/g, "-")}.${format}`;
}

/**
 * Streams exactly the events that the page shows for the same filter, in the same order: CSV with a column a
 * field, or JSONL with each event as it came. Times are UTC. Leaves "audit.export" on the trail with the filter
 * and the number of rows. Aborting the signal, or cancelling the body, ends it.
 */
export async function exportEvents(
  actor: Actor,
  filter: AuditFilter,
  { format, withMark }: z.output<typeof ExportEvents>,
  leaving: AbortSignal,
): Promise<Download> {
  authorize(actor, "audit.export");

  const where = await whereEvents(actor, filter);
  const from = Prisma.sql`FROM facts.audit_events WHERE ${where} ${newestFirst}`;
  const source: Source = (signal) =>
    format === "csv"
      ? copyCsv(actor, eventColumnsOfExport, from, signal)
      : copyJsonLines(actor, Prisma.sql`raw`, from, signal);
  const { id, name } = actor.organization;
  const body = await openExport(
    {
      actor,
      organizationId: id,
      action: "audit.export",
      target: { kind: "audit_log", id, label: name },
      input: { format, filter: Object.fromEntries(filterToParams(filter)) },
    },
    source,
    leaving,
    format === "csv" && withMark ? byteOrderMark : null,
  );
  return { body, contentType: contentTypes[format], filename: filenameOf(actor, filter, format) };
}
