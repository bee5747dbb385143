import type { EventRow } from "#lib/audit-events/list.ts";
import { eventColumns } from "#lib/audit-events/list.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

/** The latest ten audit events of a member, found by id or by email: either alone misses some. */
export async function listMemberEvents(
  actor: Actor,
  member: { id: string; email: string | null },
): Promise<EventRow[]> {
  authorize(actor, "audit.read");
  const latest = (condition: Prisma.Sql) => Prisma.sql`
    (SELECT ${eventColumns}, effective_at, NULL AS "smallRaw" FROM facts.audit_events
     WHERE organization_id = ${actor.organization.id}::uuid AND ${condition}
     ORDER BY effective_at DESC, id DESC LIMIT 10)`;
  const byId = latest(Prisma.sql`actor_id = ${member.id}`);
  const byEmail = latest(Prisma.sql`actor_email = ${member.email ?? ""} AND actor_email <> ''`);
  return scopedSql<EventRow>(
    actor,
    Prisma.sql`
      SELECT * FROM (${byId} UNION ${byEmail}) AS event ORDER BY effective_at DESC, id DESC LIMIT 10`,
  );
}
