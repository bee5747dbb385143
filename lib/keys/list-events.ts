import type { EventRow } from "#lib/audit-events/list.ts";
import { eventColumns } from "#lib/audit-events/list.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

const shown = 10;

/** The latest ten audit events about a key or made with it. Throws DomainError "forbidden". */
export async function listKeyEvents(actor: Actor, keyId: string): Promise<EventRow[]> {
  authorize(actor, "audit.read");
  const latest = (condition: Prisma.Sql) => Prisma.sql`
    (SELECT ${eventColumns}, effective_at, NULL AS "smallRaw" FROM facts.audit_events
     WHERE organization_id = ${actor.organization.id}::uuid AND ${condition}
     ORDER BY effective_at DESC, id DESC LIMIT ${shown})`;
  const about = latest(Prisma.sql`resource_id = ${keyId} AND resource_id <> ''`);
  const by = latest(Prisma.sql`actor_api_key_id = ${keyId} AND actor_api_key_id <> ''`);
  return scopedSql<EventRow>(
    actor,
    Prisma.sql`SELECT * FROM (${about} UNION ${by}) AS event ORDER BY effective_at DESC, id DESC LIMIT ${shown}`,
  );
}
