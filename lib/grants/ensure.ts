import { localChange } from "#lib/audit/change.ts";
import type { TrailActor } from "#lib/audit/record.ts";
import { db } from "#lib/db.ts";
import type { Role } from "#lib/generated/prisma/enums.ts";

type Wanted = { userId: string; email: string; role: Role; organizationId: string | null };

/** Gives a role unless the person holds one there already, whichever it is. */
export async function ensureGrant(
  actor: TrailActor,
  { userId, email, role, organizationId }: Wanted,
): Promise<void> {
  const held = await db.grant.findFirst({ where: { userId, organizationId }, select: { id: true } });
  if (held) return;
  const target = { kind: "user", id: userId, label: email };
  await localChange({ actor, organizationId, action: "grant.create", target, input: { role } }, (tx) =>
    tx.grant.create({ data: { userId, organizationId, role }, select: { role: true } }),
  );
}
