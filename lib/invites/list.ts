import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { CappedCount } from "#lib/keyset/count.ts";
import { cappedCount, countCap } from "#lib/keyset/count.ts";
import type { Page, PageRequest } from "#lib/keyset/keyset.ts";
import { keyset } from "#lib/keyset/keyset.ts";
import { containing } from "#lib/keyset/search.ts";
import { scopedSql } from "#lib/scoped.ts";

export const inviteStatuses = ["pending", "accepted", "expired"] as const;

export type InviteFilters = {
  /** Part of an email. */
  search: string;
  status: (typeof inviteStatuses)[number] | null;
};

export type InviteRow = {
  id: string;
  email: string;
  role: string;
  /** Upstream's word; a pending one whose time has passed reads "expired". */
  status: string;
  createdAt: Date | null;
  expiresAt: Date | null;
  acceptedAt: Date | null;
};

/** Upstream says "pending" until its own sweep: what has run out is expired all the same. */
export const inviteStatus = Prisma.sql`(CASE WHEN i.status = 'pending' AND i.expires_at < now() THEN 'expired' ELSE i.status END)`;

/** The condition that the list, its count and its export share. */
export function whereInvites(actor: Actor, filters: InviteFilters): Prisma.Sql {
  const pattern = containing(filters.search);
  return Prisma.join(
    [
      Prisma.sql`i.organization_id = ${actor.organization.id}::uuid AND i.deleted_at IS NULL`,
      filters.status && Prisma.sql`${inviteStatus} = ${filters.status}`,
      pattern && Prisma.sql`lower(i.email) LIKE ${pattern}`,
    ].filter((part) => part instanceof Prisma.Sql),
    " AND ",
  );
}

/** Invites, the latest first, a page at a time. */
export async function listInvites(
  actor: Actor,
  filters: InviteFilters,
  request: PageRequest,
): Promise<Page<InviteRow>> {
  authorize(actor, "members.read");
  const cut = keyset(
    [
      { expression: Prisma.sql`coalesce(i.created_at, '-infinity'::timestamptz)`, type: "time" },
      { expression: Prisma.sql`i.id`, type: "text" },
    ],
    true,
    request,
  );
  const rows = await scopedSql<InviteRow & { place: string[] }>(
    actor,
    Prisma.sql`
      SELECT i.id, i.email, i.role, ${inviteStatus} AS status, i.created_at AS "createdAt",
        i.expires_at AS "expiresAt", i.accepted_at AS "acceptedAt", ${cut.select}
      FROM invites i
      WHERE ${whereInvites(actor, filters)} ${cut.where} ${cut.orderBy} ${cut.limit}`,
  );
  return cut.page(rows);
}

export async function countInvites(actor: Actor, filters: InviteFilters): Promise<CappedCount> {
  authorize(actor, "members.read");
  const [row] = await scopedSql<{ found: number }>(
    actor,
    Prisma.sql`SELECT count(*)::int AS found
      FROM (SELECT 1 FROM invites i WHERE ${whereInvites(actor, filters)} LIMIT ${countCap + 1}) AS i`,
  );
  return cappedCount(row?.found ?? 0);
}
