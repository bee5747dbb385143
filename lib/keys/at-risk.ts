import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { KeyRisk } from "#lib/keys/key-risk.ts";
import { openKey, openProject, riskConditions } from "#lib/keys/key-risk.ts";
import { scopedSql } from "#lib/scoped.ts";

/** How many keys that still open something are at each risk; total counts a key once. */
export async function keysAtRisk(actor: Actor): Promise<Record<KeyRisk | "total", number>> {
  authorize(actor, "keys.read");
  const { neverUsed, unused, expiring } = riskConditions;
  // The same conditions as in lib/keys/key-risk.ts, over joins: over all keys they cost a tenth of a subquery a row.
  const [row] = await scopedSql<Record<KeyRisk | "total", number>>(
    actor,
    Prisma.sql`
      SELECT count(*) FILTER (WHERE never_used)::int AS "neverUsed", count(*) FILTER (WHERE unused)::int AS "unused",
        count(*) FILTER (WHERE owner_gone)::int AS "ownerGone", count(*) FILTER (WHERE expiring)::int AS "expiring",
        count(*) FILTER (WHERE never_used OR unused OR owner_gone OR expiring)::int AS "total"
      FROM (
        SELECT ${neverUsed} AS never_used, ${unused} AS unused, ${expiring} AS expiring,
          (k.owner_project_access = 'inactive' OR (k.owner_kind = 'user' AND o.id IS NULL)) AS owner_gone
        FROM api_keys k
        JOIN projects p ON p.organization_id = k.organization_id AND p.id = k.project_id AND ${openProject}
        LEFT JOIN members o ON o.organization_id = k.organization_id AND o.id = k.owner_id AND o.deleted_at IS NULL
        WHERE k.organization_id = ${actor.organization.id}::uuid AND ${openKey}
      ) AS key`,
  );
  return row ?? { total: 0, neverUsed: 0, unused: 0, ownerGone: 0, expiring: 0 };
}
