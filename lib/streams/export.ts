import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Download } from "#lib/exports/open.ts";
import { plainColumns, textColumns } from "#lib/exports/csv-column.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { exportTable } from "#lib/keyset/export-table.ts";

/** How each stream stands, as CSV. Times are UTC. Throws DomainError "forbidden". */
export async function exportStreams(actor: Actor, leaving: AbortSignal): Promise<Download> {
  authorize(actor, "streams.read");
  const columns = [
    ...textColumns("s", ["kind"]),
    ...plainColumns("s", ["as_of", "backfilled_at", "run_started_at", "run_finished_at", "rows_mirrored"]),
    ...textColumns("s", ["last_error_code", "last_error_message"]),
    ...plainColumns("s", ["last_error_at", "paused_at"]),
  ];
  const source = Prisma.sql`FROM streams s WHERE s.organization_id = ${actor.organization.id}::uuid ORDER BY s.kind`;
  return exportTable(actor, { name: "streams", filters: {}, columns, source }, leaving);
}

/** Every time that a stream was not observed, newest first, as CSV. Throws DomainError "forbidden". */
export async function exportBlindPeriods(actor: Actor, leaving: AbortSignal): Promise<Download> {
  authorize(actor, "streams.read");
  const columns = [
    ...textColumns("b", ["stream", "reason", "detail"]),
    ...plainColumns("b", ["from_at", "to_at", "outcome", "noted_at", "closed_at"]),
  ];
  const source = Prisma.sql`FROM blind_periods b WHERE b.organization_id = ${actor.organization.id}::uuid
    ORDER BY b.from_at DESC, b.id DESC`;
  return exportTable(actor, { name: "blind-periods", filters: {}, columns, source }, leaving);
}
