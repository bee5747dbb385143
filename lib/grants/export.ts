import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Download } from "#lib/exports/open.ts";
import { plainColumns, textColumns } from "#lib/exports/csv-column.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { exportTable } from "#lib/keyset/export-table.ts";

/** Who holds which role here, roles over the whole console included, as CSV. Throws DomainError "forbidden". */
export async function exportGrants(actor: Actor, leaving: AbortSignal): Promise<Download> {
  authorize(actor, "grants.read");
  const columns = [
    ...textColumns("u", ["email", "name"]),
    ...plainColumns("g", ["role"]),
    { name: "is_everywhere", kind: "plain", value: Prisma.sql`g.organization_id IS NULL` } as const,
    ...plainColumns("g", ["created_at"]),
    ...plainColumns("u", ["disabled_at"]),
  ];
  const source = Prisma.sql`FROM grants g JOIN users u ON u.id = g.user_id
    WHERE (g.organization_id = ${actor.organization.id}::uuid OR g.organization_id IS NULL)
    ORDER BY u.email, g.id`;
  return exportTable(actor, { name: "grants", filters: {}, columns, source }, leaving);
}
