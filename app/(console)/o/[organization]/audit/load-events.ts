import { anyKey } from "#lib/i18n/any-key.ts";
import type { DescribedEvent } from "#lib/audit-events/describe.ts";
import { describeEvents } from "#lib/audit-events/describe.ts";
import type { EventPlace } from "#lib/audit-events/event-place.ts";
import { placeToText } from "#lib/audit-events/event-place.ts";
import type { EventRow } from "#lib/audit-events/list.ts";
import { listEvents } from "#lib/audit-events/list.ts";
import type { AuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";

export type EventPage = { events: DescribedEvent[]; next: string | null };

export async function describeHere(actor: Actor, rows: readonly EventRow[]): Promise<DescribedEvent[]> {
  return describeEvents(actor, anyKey(await getTranslations("events")), rows);
}

export async function loadEvents(
  actor: Actor,
  filter: AuditFilter,
  after: EventPlace | null = null,
): Promise<EventPage> {
  const { rows, next } = await listEvents(actor, filter, after);
  return { events: await describeHere(actor, rows), next: next && placeToText(next) };
}
