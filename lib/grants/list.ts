import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { db } from "#lib/db.ts";
import type { Role } from "#lib/generated/prisma/enums.ts";
import { escapeLike } from "#lib/keyset/escape-like.ts";

export type GrantRow = {
  id: string;
  role: Role;
  /** Held in every organization and over the console itself. */
  isEverywhere: boolean;
  createdAt: Date;
  user: { id: string; name: string; email: string; disabledAt: Date | null };
  lastSeenAt: Date | null;
};

/** So many are listed; who looks for others searches, or downloads them all. */
export const mostGrants = 200;

/**
 * Who holds which role here, by email: grants of this organization, and those over the whole console, of people whose
 * name or email holds the text. hasMore says that not all are among them.
 */
export async function listGrants(
  actor: Actor,
  search = "",
): Promise<{ grants: GrantRow[]; hasMore: boolean }> {
  authorize(actor, "grants.read");
  const text = search
    .replaceAll(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, 200);
  // What Prisma hands on to LIKE it does not escape.
  const wanted = { contains: escapeLike(text), mode: "insensitive" } as const;
  const found = await db.grant.findMany({
    where: {
      OR: [{ organizationId: actor.organization.id }, { organizationId: null }],
      ...(text !== "" && { user: { OR: [{ email: wanted }, { name: wanted }] } }),
    },
    select: {
      id: true,
      role: true,
      organizationId: true,
      createdAt: true,
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          disabledAt: true,
          sessions: { orderBy: { lastSeenAt: "desc" }, take: 1, select: { lastSeenAt: true } },
        },
      },
    },
    orderBy: [{ user: { email: "asc" } }, { id: "asc" }],
    take: mostGrants + 1,
  });
  const grants = found
    .slice(0, mostGrants)
    .map(({ organizationId, user: { sessions, ...user }, ...grant }) => ({
      ...grant,
      isEverywhere: organizationId === null,
      user,
      lastSeenAt: sessions[0]?.lastSeenAt ?? null,
    }));
  return { grants, hasMore: found.length > mostGrants };
}
