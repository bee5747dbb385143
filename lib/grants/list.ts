import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { db } from "#lib/db.ts";
import type { Role } from "#lib/generated/prisma/enums.ts";

export type GrantRow = {
  id: string;
  role: Role;
  /** Held in every organization and over the console itself. */
  isEverywhere: boolean;
  createdAt: Date;
  user: { id: string; name: string; email: string; disabledAt: Date | null };
  lastSeenAt: Date | null;
};

/** Who holds which role here: grants of this organization, and those over the whole console. */
export async function listGrants(actor: Actor): Promise<GrantRow[]> {
  authorize(actor, "grants.read");
  const grants = await db.grant.findMany({
    where: { OR: [{ organizationId: actor.organization.id }, { organizationId: null }] },
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
  });
  return grants.map(({ organizationId, user: { sessions, ...user }, ...grant }) => ({
    ...grant,
    isEverywhere: organizationId === null,
    user,
    lastSeenAt: sessions[0]?.lastSeenAt ?? null,
  }));
}
