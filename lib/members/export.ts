import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import type { CsvColumn } from "#lib/exports/copy-csv.ts";
import type { Download } from "#lib/exports/open.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { exportTable } from "#lib/keyset/export-table.ts";
import type { MemberFilters } from "#lib/members/list.ts";
import { liveKeys, whereMembers } from "#lib/members/list.ts";

const columns: CsvColumn[] = [
  { name: "id", kind: "text", value: Prisma.sql`m.id` },
  { name: "name", kind: "text", value: Prisma.sql`m.name` },
  { name: "email", kind: "text", value: Prisma.sql`m.email` },
  { name: "role", kind: "text", value: Prisma.sql`m.role` },
  { name: "added_at", kind: "plain", value: Prisma.sql`m.added_at` },
  { name: "api_key_last_used_at", kind: "plain", value: Prisma.sql`m.api_key_last_used_at` },
  { name: "is_service_account", kind: "plain", value: Prisma.sql`m.is_service_account::text` },
  { name: "is_scim_managed", kind: "plain", value: Prisma.sql`m.is_scim_managed::text` },
  { name: "removed_at", kind: "plain", value: Prisma.sql`m.deleted_at` },
];
const keyCount: CsvColumn = {
  name: "api_keys",
  kind: "plain",
  value: Prisma.sql`(SELECT count(*) FROM (${liveKeys}) AS key)`,
};

/** All members that the filters leave, by name, as CSV. Times are UTC. */
export async function exportMembers(
  actor: Actor,
  filters: MemberFilters,
  leaving: AbortSignal,
): Promise<Download> {
  authorize(actor, "members.read");
  return exportTable(
    actor,
    {
      name: "members",
      filters,
      columns: can(actor, "keys.read") ? [...columns, keyCount] : columns,
      source: Prisma.sql`FROM members m WHERE ${whereMembers(actor, filters)} ORDER BY lower(coalesce(m.name, '')), m.id`,
    },
    leaving,
  );
}
