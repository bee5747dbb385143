import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { CsvColumn } from "#lib/exports/copy-csv.ts";
import type { Download } from "#lib/exports/open.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { risksOfRow } from "#lib/keys/key-risk.ts";
import type { KeyFilters } from "#lib/keys/list.ts";
import { whereKeys } from "#lib/keys/list.ts";
import { exportTable } from "#lib/keyset/export-table.ts";

const columns: CsvColumn[] = [
  { name: "id", kind: "text", value: Prisma.sql`k.id` },
  { name: "name", kind: "text", value: Prisma.sql`k.name` },
  { name: "redacted_value", kind: "text", value: Prisma.sql`k.redacted_value` },
  { name: "project_id", kind: "text", value: Prisma.sql`k.project_id` },
  { name: "project_name", kind: "text", value: Prisma.sql`p.name` },
  { name: "owner_kind", kind: "text", value: Prisma.sql`k.owner_kind` },
  { name: "owner_id", kind: "text", value: Prisma.sql`k.owner_id` },
  { name: "owner_name", kind: "text", value: Prisma.sql`k.owner_name` },
  { name: "created_at", kind: "plain", value: Prisma.sql`k.created_at` },
  { name: "last_used_at", kind: "plain", value: Prisma.sql`k.last_used_at` },
  { name: "expires_at", kind: "plain", value: Prisma.sql`k.expires_at` },
  { name: "risks", kind: "plain", value: Prisma.sql`array_to_string(${risksOfRow}, ' ')` },
];

/** All keys that the filters leave, the longest unused first, as CSV. Times are UTC. */
export async function exportKeys(actor: Actor, filters: KeyFilters, leaving: AbortSignal): Promise<Download> {
  authorize(actor, "keys.read");
  return exportTable(
    actor,
    {
      name: "keys",
      filters,
      columns,
      source: Prisma.sql`FROM api_keys k
        LEFT JOIN projects p ON p.organization_id = k.organization_id AND p.id = k.project_id
        WHERE ${whereKeys(actor, filters)}
        ORDER BY coalesce(k.last_used_at, '-infinity'::timestamptz), k.id, k.project_id`,
    },
    leaving,
  );
}
