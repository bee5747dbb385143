import { WithoutScripts } from "#components/without-scripts.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { EventDetail } from "./event-detail.tsx";
import { loadEvent } from "./load-event.ts";

type OpenedEventProps = { actor: Actor; place: string; /** The filter, as a query. */ query: string };

/** The event that the address names, for browsers that cannot open the sheet. */
export function OpenedEvent({ actor, place, query }: OpenedEventProps) {
  const { slug } = actor.organization;
  return (
    <WithoutScripts
      href={`/o/${slug}/audit?${query}`}
      open={async () => {
        const event = await loadEvent(actor, place);
        return { title: event.summary, content: <EventDetail organization={slug} event={event} /> };
      }}
    />
  );
}
