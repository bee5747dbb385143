import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { KeyRisk } from "#lib/keys/key-risk.ts";
import { riskConditions, usable } from "#lib/keys/key-risk.ts";
import { scopedSql } from "#lib/scoped.ts";

/** How many keys that still open something are at each risk; total counts a key once. */
export async function keysAtRisk(actor: Actor): Promise<Record<KeyRisk | "total", number>> {
  authorize(actor, "keys.read");
  const { neverUsed, unused, ownerGone, expiring } = riskConditions;
  const [row] = await scopedSql<Record<KeyRisk | "total", number>>(
    actor,
    Prisma.sql`
      SELECT count(*) FILTER (WHERE never_used)::int AS "neverUsed", count(*) FILTER (WHERE unused)::int AS "unused",
        count(*) FILTER (WHERE owner_gone)::int AS "ownerGone", count(*) FILTER (WHERE expiring)::int AS "expiring",
        count(*) FILTER (WHERE never_used OR unused OR owner_gone OR expiring)::int AS "total"
      FROM (
        SELECT ${neverUsed} AS never_used, ${unused} AS unused, ${ownerGone} AS owner_gone, ${expiring} AS expiring
        FROM api_keys k WHERE k.organization_id = ${actor.organization.id}::uuid AND ${usable}
      ) AS key`,
  );
  return row ?? { total: 0, neverUsed: 0, unused: 0, ownerGone: 0, expiring: 0 };
}
