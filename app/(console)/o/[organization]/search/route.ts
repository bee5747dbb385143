import type { EventRow } from "#lib/audit-events/list.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat } from "#lib/i18n/server.ts";
import { eventPath } from "#lib/search/events.ts";
import { findAnything } from "#lib/search/find.ts";
import type { Hit } from "#lib/search/hit.ts";
import { answer } from "../answer.ts";
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

/**
 * What the command palette finds for ?q=, as { hits, eventsBackTo }: of everything only what the person may see, and
 * back to which day events were looked at where more could be found before it, else null.
 */
export async function GET(
  request: Request,
  context: RouteContext<"/o/[organization]/search">,
): Promise<Response> {
  const text = new URL(request.url).searchParams.get("q") ?? "";
  return answer((await context.params).organization, async (actor) => {
    const { hits, events, eventsBackTo } = await findAnything(actor, text);
    const format = await getFormat(actor.organization.timeZone);
    return Response.json(
      {
        hits: [...hits, ...(await asHits(actor, events))],
        eventsBackTo: eventsBackTo && format.date(eventsBackTo),
      },
      { headers: { "cache-control": "private, no-store" } },
    );
  });
}
