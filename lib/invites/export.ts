import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Download } from "#lib/exports/open.ts";
import { plainColumns, textColumns } from "#lib/exports/csv-column.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { exportTable } from "#lib/keyset/export-table.ts";
import type { InviteFilters } from "./list.ts";
import { inviteStatus, whereInvites } from "./list.ts";

/** The invites that the filters leave, the latest first, as CSV. Times are UTC. Throws DomainError "forbidden". */
export async function exportInvites(
  actor: Actor,
  filters: InviteFilters,
  leaving: AbortSignal,
): Promise<Download> {
  authorize(actor, "members.read");
  const columns = [
    ...textColumns("i", ["id", "email", "role"]),
    { name: "status", kind: "text", value: inviteStatus } as const,
    ...plainColumns("i", ["created_at", "expires_at", "accepted_at"]),
  ];
  const source = Prisma.sql`FROM invites i WHERE ${whereInvites(actor, filters)}
    ORDER BY coalesce(i.created_at, '-infinity'::timestamptz) DESC, i.id DESC`;
  return exportTable(actor, { name: "invites", filters, columns, source }, leaving);
}
