import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import { refuseLastOwner, requireGrant } from "#lib/grants/guard.ts";

export const RemoveGrant = z.object({ grantId: z.uuid("invalid") });

/** Takes a role away; it counts from the next request on. The last owner stays (DomainError "conflict"). */
export async function removeGrant(
  actor: Actor,
  { grantId }: z.output<typeof RemoveGrant>,
): Promise<{ email: string }> {
  authorize(actor, "grants.remove");
  const grant = await requireGrant(actor, grantId);

  await localChange(
    {
      actor,
      organizationId: grant.organizationId,
      action: "grant.remove",
      target: { kind: "user", id: grant.user.id, label: grant.user.email },
      before: { role: grant.role },
    },
    async (tx) => {
      await refuseLastOwner(tx, grant);
      // Somebody else may have taken it away since it was read.
      const { count } = await tx.grant.deleteMany({ where: { id: grant.id } });
      if (count === 0) throw new DomainError("not_found", "notFound");
      return null;
    },
  );
  return { email: grant.user.email };
}
