import type { DescribedEvent, Words } from "#lib/audit-events/describe.ts";
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
  // Keys come from event types, so the checked translator is asked as one that takes any key.
  const words = (await getTranslations("events")) as unknown as Words;
  return describeEvents(actor, words, rows);
}

export async function loadEvents(
  actor: Actor,
  filter: AuditFilter,
  after: EventPlace | null = null,
): Promise<EventPage> {
  const { rows, next } = await listEvents(actor, filter, after);
  return { events: await describeHere(actor, rows), next: next && placeToText(next) };
}
