import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { KeyRisk } from "#lib/keys/key-risk.ts";
import { openKey, openProject, riskConditions, riskDays } from "#lib/keys/key-risk.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";

type Counts = Record<KeyRisk | "total", number>;

/** Of a key k the moments at which time alone puts it at a risk, or out of use. */
const turns = [
  Prisma.sql`k.created_at + ${`${riskDays.neverUsed} days`}::interval`,
  Prisma.sql`k.last_used_at + ${`${riskDays.unused} days`}::interval`,
  Prisma.sql`k.expires_at - ${`${riskDays.expiring} days`}::interval`,
  Prisma.sql`k.expires_at`,
];
const nextTurn = Prisma.sql`least(${Prisma.join(
  turns.map((at) => Prisma.sql`CASE WHEN ${at} >= now() THEN ${at} END`),
)})`;

/** The counts, and for how long they stay so if no key changes. */
async function count(actor: Actor): Promise<Counts & { holdsMs: number | null }> {
  const { neverUsed, unused, expiring } = riskConditions;
  // The same conditions as in lib/keys/key-risk.ts, over joins: over all keys they cost a tenth of a subquery a row.
  const [row] = await scopedSql<Counts & { holdsMs: number | null }>(
    actor,
    Prisma.sql`
      SELECT count(*) FILTER (WHERE never_used)::int AS "neverUsed", count(*) FILTER (WHERE unused)::int AS "unused",
        count(*) FILTER (WHERE owner_gone)::int AS "ownerGone", count(*) FILTER (WHERE expiring)::int AS "expiring",
        count(*) FILTER (WHERE never_used OR unused OR owner_gone OR expiring)::int AS "total",
        (extract(epoch FROM min(next_turn) - now()) * 1000)::float8 AS "holdsMs"
      FROM (
        SELECT ${neverUsed} AS never_used, ${unused} AS unused, ${expiring} AS expiring,
          (k.owner_project_access = 'inactive' OR (k.owner_kind = 'user' AND o.id IS NULL)) AS owner_gone,
          ${nextTurn} AS next_turn
        FROM api_keys k
        JOIN projects p ON p.organization_id = k.organization_id AND p.id = k.project_id AND ${openProject}
        LEFT JOIN members o ON o.organization_id = k.organization_id AND o.id = k.owner_id AND o.deleted_at IS NULL
        WHERE k.organization_id = ${actor.organization.id}::uuid AND ${openKey}
      ) AS key`,
  );
  return row ?? { total: 0, neverUsed: 0, unused: 0, ownerGone: 0, expiring: 0, holdsMs: null };
}

/** How many keys that still open something are at each risk; total counts a key once. */
export async function keysAtRisk(actor: Actor): Promise<Counts> {
  authorize(actor, "keys.read");
  const { holdsMs: _holdsMs, ...counts } = await remember(actor, {
    name: "keysAtRisk",
    asked: null,
    of: ["api_keys", "projects", "members"],
    read: () => count(actor),
    holdsMs: ({ holdsMs }) => holdsMs ?? Infinity,
  });
  return counts;
}
