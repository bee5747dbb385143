import type { EventRow } from "#lib/audit-events/list.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { findInDirectory } from "./directory.ts";
import { listEventTypes } from "./event-types.ts";
import { findEvents } from "./events.ts";
import type { Hit } from "./hit.ts";
import { perKind } from "./hit.ts";
import { readWanted } from "./wanted.ts";

/** hits are worded by their names; events come as rows, for the language of the request words them. */
export type Found = {
  hits: Hit[];
  events: EventRow[];
  /** Events before it were not looked at; null where that makes no difference. */
  eventsBackTo: Date | null;
};

async function eventTypes(actor: Actor, lower: string): Promise<Hit[]> {
  const types = await listEventTypes(actor);
  return types
    .filter((type) => type.toLowerCase().includes(lower))
    .toSorted((one, other) => Number(other.startsWith(lower)) - Number(one.startsWith(lower)))
    .slice(0, perKind)
    .map((type) => ({
      kind: "eventType",
      id: type,
      label: type,
      detail: "",
      path: `/audit?type=${encodeURIComponent(type)}`,
    }));
}

/**
 * A few members, projects, keys, events and types of event for a typed text: ids and whole addresses exactly,
 * names by how they begin and then by what they hold. Of each only what the actor may see.
 */
export async function findAnything(actor: Actor, text: string): Promise<Found> {
  authorize(actor, "organizations.read");
  const wanted = readWanted(text);
  if (!wanted) return { hits: [], events: [], eventsBackTo: null };
  const maySeeEvents = can(actor, "audit.read");
  const [members, projects, keys, types, events] = await Promise.all([
    can(actor, "members.read") ? findInDirectory(actor, "member", wanted) : [],
    can(actor, "projects.read") ? findInDirectory(actor, "project", wanted) : [],
    can(actor, "keys.read") ? findInDirectory(actor, "key", wanted) : [],
    maySeeEvents ? eventTypes(actor, wanted.lower) : [],
    maySeeEvents ? findEvents(actor, wanted) : { rows: [], backTo: null },
  ]);
  return {
    hits: [...members, ...projects, ...keys, ...types],
    events: events.rows,
    eventsBackTo: events.backTo,
  };
}
