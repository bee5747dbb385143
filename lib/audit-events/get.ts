import type { EventPlace } from "#lib/audit-events/event-place.ts";
import type { EventRow } from "#lib/audit-events/list.ts";
import { eventColumns } from "#lib/audit-events/list.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

export type EventDetail = EventRow & {
  /** The event as it came, character by character. */
  raw: string;
  mirroredAt: Date;
};

/** One event with its JSON; DomainError "not_found" where the organization has none at that place. */
export async function getEvent(actor: Actor, place: EventPlace): Promise<EventDetail> {
  authorize(actor, "audit.read");
  const [event] = await scopedSql<EventDetail>(
    actor,
    Prisma.sql`
      SELECT ${eventColumns}, raw::text AS raw, raw::text AS "smallRaw", mirrored_at AS "mirroredAt"
      FROM facts.audit_events
      WHERE organization_id = ${actor.organization.id}::uuid
        AND effective_at = ${place.effectiveAt.toISOString()}::timestamptz AND id = ${place.id}
      LIMIT 1`,
  );
  if (!event) throw new DomainError("not_found", "notFound");
  return event;
}
