import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import { Role } from "#lib/generated/prisma/enums.ts";
import { refuseLastOwner, requireGrant } from "#lib/grants/guard.ts";

export const UpdateGrantRole = z.object({ grantId: z.uuid("invalid"), role: z.enum(Role, "choose") });

/** Changes the role of one grant; the last owner stays an owner (DomainError "conflict"). */
export async function updateGrantRole(
  actor: Actor,
  { grantId, role }: z.output<typeof UpdateGrantRole>,
): Promise<{ email: string; role: Role }> {
  authorize(actor, "grants.updateRole");
  const grant = await requireGrant(actor, grantId);

  const after = await localChange(
    {
      actor,
      organizationId: grant.organizationId,
      action: "grant.updateRole",
      target: { kind: "user", id: grant.user.id, label: grant.user.email },
      before: { role: grant.role },
    },
    async (tx) => {
      if (role !== "owner") await refuseLastOwner(tx, grant);
      const { count } = await tx.grant.updateMany({ where: { id: grant.id }, data: { role } });
      if (count === 0) throw new DomainError("not_found", "notFound");
      return { role };
    },
  );
  return { email: grant.user.email, role: after.role };
}
