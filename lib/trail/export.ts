import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Download } from "#lib/exports/open.ts";
import { plainColumns, textColumns } from "#lib/exports/csv-column.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { exportTable } from "#lib/keyset/export-table.ts";
import { whereTrail } from "./list.ts";
import type { TrailFilter } from "./parse-filter.ts";

/** The operations that the filter leaves, newest first, one row each as it ended, as CSV. Throws DomainError "forbidden". */
export async function exportTrail(
  actor: Actor,
  filter: TrailFilter,
  leaving: AbortSignal,
): Promise<Download> {
  authorize(actor, "trail.read");
  const columns = [
    ...plainColumns("entry", ["id", "operation_id", "at"]),
    ...textColumns("entry", ["actor_kind", "actor_id", "actor_label"]),
    ...textColumns("entry", ["action", "target_kind", "target_id", "target_label"]),
    ...plainColumns("entry", ["outcome"]),
    ...textColumns("entry", ["reason", "error", "request_id"]),
  ];
  const source = Prisma.sql`FROM trail AS entry WHERE ${whereTrail(actor, filter)} ORDER BY entry.id DESC`;
  return exportTable(actor, { name: "trail", filters: filter, columns, source }, leaving);
}
