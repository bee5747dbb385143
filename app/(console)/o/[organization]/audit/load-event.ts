import type { DescribedEvent } from "#lib/audit-events/describe.ts";
import { parsePlace } from "#lib/audit-events/event-place.ts";
import { getEvent } from "#lib/audit-events/get.ts";
import { readSession } from "#lib/audit-events/read-session.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import { describeHere } from "./load-events.ts";

export type OpenEvent = DescribedEvent & {
  id: string;
  /** The event's JSON as it came. */
  raw: string;
  mirroredAt: string;
  userAgent: string;
  location: string;
};

/** The event at a place, as ?event= names it. DomainError "invalid" or "not_found" where there is none. */
export async function loadEvent(actor: Actor, place: string): Promise<OpenEvent> {
  const event = await getEvent(actor, parsePlace(place));
  const [described] = await describeHere(actor, [event]);
  if (!described) throw new DomainError("not_found", "notFound");
  return {
    ...described,
    ...readSession(event.raw),
    id: event.id,
    raw: event.raw,
    mirroredAt: event.mirroredAt.toISOString(),
  };
}
