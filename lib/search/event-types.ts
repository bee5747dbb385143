import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

const keptForMs = 60_000;
const most = 500;
const kept = new Map<string, { until: number; types: Promise<string[]> }>();

/** One look-up in the index for each type that there is: the log itself is not read. */
async function readTypes(actor: Actor): Promise<string[]> {
  const next = (after: Prisma.Sql) => Prisma.sql`
    SELECT type AS value FROM facts.audit_events
    WHERE organization_id = ${actor.organization.id}::uuid AND type > ${after} ORDER BY type LIMIT 1`;
  const rows = await scopedSql<{ value: string }>(
    actor,
    Prisma.sql`
      WITH RECURSIVE found AS (
        (${next(Prisma.sql`''`)})
        UNION ALL
        SELECT (${next(Prisma.sql`found.value`)}) FROM found WHERE found.value IS NOT NULL
      )
      SELECT value FROM found WHERE value IS NOT NULL LIMIT ${most}`,
  );
  return rows.map(({ value }) => value);
}

/** The types of event that the log holds; up to a minute old. Throws DomainError "forbidden". */
export async function listEventTypes(actor: Actor): Promise<string[]> {
  authorize(actor, "audit.read");
  const { id } = actor.organization;
  const held = kept.get(id);
  if (held && held.until > Date.now()) return held.types;
  const types = readTypes(actor);
  kept.set(id, { until: Date.now() + keptForMs, types });
  types.catch(() => kept.delete(id));
  return types;
}
