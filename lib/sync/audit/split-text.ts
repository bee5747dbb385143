import { textValues } from "#lib/sync/audit/text-values.ts";

/** Columns of facts.audit_events that have an index. */
type Column = "type" | "actor_id" | "ip" | "project_id";

/** Text that an event shares with others, all of which have this value in that column. */
export type RepeatedValue = { foundBy: Column; value: string; text: string };

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The named fields of an object, and what else there is: of something else, all of it. */
function take<Name extends string>(
  value: unknown,
  names: readonly Name[],
): [Partial<Record<Name, unknown>>, unknown] {
  if (!isFields(value)) return [{}, value];
  const rest: Fields = { ...value };
  const taken: Partial<Record<Name, unknown>> = {};
  for (const name of names) {
    if (name in rest) taken[name] = rest[name];
    delete rest[name];
  }
  return [taken, rest];
}

/**
 * Parts an event's text values, all in lower case: its own, and those that it shares with others of the same type,
 * actor, address or project. What is not known to repeat is its own.
 */
export function splitText(
  event: unknown,
  columns: { type: string; actorId: string; ip: string; projectId: string },
): { own: string; repeated: RepeatedValue[] } {
  const [{ object, type, actor, project }, ofEvent] = take(event, ["object", "type", "actor", "project"]);
  const [{ type: actorType, session, api_key: key }, ofActor] = take(actor, ["type", "session", "api_key"]);
  const [place, ofSession] = take(session, [
    "user",
    "ip_address",
    "ip_address_details",
    "user_agent",
    "ja3",
    "ja4",
  ]);
  const [owner, ofKey] = take(key, ["id", "type", "user", "service_account"]);
  const own: unknown[] = [ofEvent, ofActor, ofSession, ofKey];
  const repeated: RepeatedValue[] = [];
  const share = (foundBy: Column, value: string, part: unknown) => {
    const text = value === "" ? "" : textValues(part);
    if (text !== "") repeated.push({ foundBy, value, text });
    else own.push(part);
  };
  share("type", columns.type, [object, type, actorType]);
  share("actor_id", columns.actorId, [place.user, owner]);
  for (const trait of [place.user_agent, place.ja3, place.ja4]) share("actor_id", columns.actorId, trait);
  share("ip", columns.ip, [place.ip_address, place.ip_address_details]);
  share("project_id", columns.projectId, project);
  return { own: textValues(own), repeated };
}
