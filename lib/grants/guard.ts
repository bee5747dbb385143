import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/db.ts";
import { db } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";
import type { Role } from "#lib/generated/prisma/enums.ts";

export type HeldGrant = {
  id: string;
  role: Role;
  organizationId: string | null;
  user: { id: string; email: string };
};

/** A grant over the whole console is given and taken by an owner of the console only. */
export async function authorizeEverywhere(actor: Actor): Promise<void> {
  const own = await db.grant.findFirst({ where: { userId: actor.id, organizationId: null, role: "owner" } });
  if (!own) throw new DomainError("forbidden", "consoleOwnersOnly");
}

/** The grant that a form names, if it counts in the actor's organization; DomainError "not_found" otherwise. */
export async function requireGrant(actor: Actor, grantId: string): Promise<HeldGrant> {
  const grant = await db.grant.findFirst({
    where: { id: grantId, OR: [{ organizationId: actor.organization.id }, { organizationId: null }] },
    select: { id: true, role: true, organizationId: true, user: { select: { id: true, email: true } } },
  });
  if (!grant) throw new DomainError("not_found", "notFound");
  if (grant.organizationId === null) await authorizeEverywhere(actor);
  return grant;
}

/**
 * Throws DomainError "conflict" when nobody but this grant's holder is an owner where it counts. Locks the
 * grants until the transaction ends, so that two owners who remove each other don't both succeed.
 */
export async function refuseLastOwner(tx: Transaction, grant: HeldGrant): Promise<void> {
  if (grant.role !== "owner") return;
  await tx.$executeRaw`LOCK TABLE grants IN SHARE ROW EXCLUSIVE MODE`;
  const counts = grant.organizationId
    ? { OR: [{ organizationId: grant.organizationId }, { organizationId: null }] }
    : { organizationId: null };
  const others = await tx.grant.count({
    where: { ...counts, role: "owner", id: { not: grant.id }, user: { disabledAt: null } },
  });
  if (others === 0) throw new DomainError("conflict", "lastGrantedOwner", { email: grant.user.email });
}
