import type { EventPlace } from "#lib/audit-events/event-place.ts";
import type { AuditFilter } from "#lib/audit-events/parse-filter.ts";
import { whereEvents } from "#lib/audit-events/where.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

export const eventsPerPage = 100;

/** Events up to this many bytes come with their JSON, for the summary; a 2 MB event is read only when opened. */
const smallBytes = 16_384;

export type EventRow = {
  id: string;
  effectiveAt: Date;
  type: string;
  isTenant: boolean;
  actorKind: string;
  actorId: string;
  actorEmail: string;
  actorApiKeyId: string;
  projectId: string;
  projectName: string;
  resourceId: string;
  ip: string;
  /** The event's JSON where it is small, else null. */
  smallRaw: string | null;
};

/** The columns of an event, but for its JSON. */
export const eventColumns = Prisma.sql`
  id, effective_at AS "effectiveAt", type, is_tenant AS "isTenant", actor_kind AS "actorKind",
  actor_id AS "actorId", actor_email AS "actorEmail", actor_api_key_id AS "actorApiKeyId",
  project_id AS "projectId", project_name AS "projectName", resource_id AS "resourceId", ip`;

/** Newest first; the order of the page and of the export. */
export const newestFirst = Prisma.sql`ORDER BY effective_at DESC, id DESC`;

/** One page of the audit log, newest first, and the place of its last event when there are more. */
export async function listEvents(
  actor: Actor,
  filter: AuditFilter,
  after: EventPlace | null = null,
  size = eventsPerPage,
): Promise<{ rows: EventRow[]; next: EventPlace | null }> {
  authorize(actor, "audit.read");

  const at = after?.effectiveAt.toISOString();
  // The first comparison is implied by the second; it spares the newer months.
  const onwards = after
    ? Prisma.sql`AND effective_at <= ${at}::timestamptz AND (effective_at, id) < (${at}::timestamptz, ${after.id})`
    : Prisma.empty;
  const where = await whereEvents(actor, filter);
  const found = await scopedSql<EventRow>(
    actor,
    Prisma.sql`
      SELECT ${eventColumns},
        CASE WHEN octet_length(raw::text) <= ${smallBytes} THEN raw::text END AS "smallRaw"
      FROM facts.audit_events WHERE ${where} ${onwards}
      ${newestFirst} LIMIT ${size + 1}`,
  );
  const rows = found.slice(0, size);
  return { rows, next: found.length > size ? (rows.at(-1) ?? null) : null };
}
