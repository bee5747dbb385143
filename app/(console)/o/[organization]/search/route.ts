import { currentPerson } from "#lib/action.ts";
import { resolveActor } from "#lib/auth/resolve-actor.ts";
import type { EventRow } from "#lib/audit-events/list.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import { getFormat } from "#lib/i18n/server.ts";
import { eventPath } from "#lib/search/events.ts";
import { findAnything } from "#lib/search/find.ts";
import type { Hit } from "#lib/search/hit.ts";
import { describeHere } from "../audit/load-events.ts";

/** Events as hits, in the language of the request and the organization's time. */
async function asHits(actor: Actor, events: readonly EventRow[]): Promise<Hit[]> {
  // Who may not see events gets none: there is nothing to describe, which they would not be allowed to.
  if (events.length === 0) return [];
  const [described, format] = await Promise.all([
    describeHere(actor, events),
    getFormat(actor.organization.timeZone),
  ]);
  return events.map((row, index) => {
    const who = described[index]?.actor?.name;
    const at = format.dateTime(row.effectiveAt);
    return {
      kind: "event",
      id: row.id,
      label: described[index]?.summary ?? row.type,
      detail: who ? `${who} · ${at}` : at,
      path: eventPath(row),
    };
  });
}

const statuses: Partial<Record<DomainError["code"], number>> = { not_found: 404, unavailable: 503 };

/**
 * What the command palette finds for ?q=, as { hits, eventsBackTo }: of everything only what the person may see, and
 * back to which day events were looked at where more could be found before it, else null.
 */
export async function GET(request: Request, context: RouteContext<"/o/[organization]/search">) {
  const person = await currentPerson();
  if (!person) return Response.json({ error: "unauthenticated" }, { status: 401 });
  const { organization } = await context.params;
  try {
    const actor = await resolveActor(person, organization);
    const { hits, events, eventsBackTo } = await findAnything(
      actor,
      new URL(request.url).searchParams.get("q") ?? "",
    );
    const format = await getFormat(actor.organization.timeZone);
    return Response.json(
      {
        hits: [...hits, ...(await asHits(actor, events))],
        eventsBackTo: eventsBackTo && format.date(eventsBackTo),
      },
      { headers: { "cache-control": "private, no-store" } },
    );
  } catch (error) {
    const status = error instanceof DomainError ? statuses[error.code] : undefined;
    if (!(error instanceof DomainError) || !status) throw error;
    return Response.json({ error: error.code }, { status });
  }
}
