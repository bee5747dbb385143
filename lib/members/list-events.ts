import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

export type RecentEvent = { id: string; type: string; effectiveAt: Date; projectId: string; ip: string };

/** The latest ten audit events of a member, found by id or by email: either alone misses some. */
export async function listMemberEvents(
  actor: Actor,
  member: { id: string; email: string | null },
): Promise<RecentEvent[]> {
  authorize(actor, "audit.read");
  const latest = (condition: Prisma.Sql) => Prisma.sql`
    (SELECT id, type, effective_at, project_id, ip FROM facts.audit_events
     WHERE organization_id = ${actor.organization.id}::uuid AND ${condition}
     ORDER BY effective_at DESC, id DESC LIMIT 10)`;
  const byId = latest(Prisma.sql`actor_id = ${member.id}`);
  const byEmail = latest(Prisma.sql`actor_email = ${member.email ?? ""} AND actor_email <> ''`);
  return scopedSql<RecentEvent>(
    actor,
    Prisma.sql`
      SELECT id, type, effective_at AS "effectiveAt", project_id AS "projectId", ip
      FROM (${byId} UNION ${byEmail}) AS event
      ORDER BY effective_at DESC, id DESC LIMIT 10`,
  );
}
