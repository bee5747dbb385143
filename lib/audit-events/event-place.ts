import { DomainError } from "#lib/errors.ts";

/** Where an event stands in the log: its second and its id. It names the event, and pages go on from it. */
export type EventPlace = { effectiveAt: Date; id: string };

/** A place as one word of an address: "1795300000.audit_log-…". */
export function placeToText({ effectiveAt, id }: EventPlace): string {
  return `${Math.floor(effectiveAt.getTime() / 1000)}.${id}`;
}

/** Reads a place; DomainError "invalid" when it was not made by placeToText. */
export function parsePlace(text: string): EventPlace {
  const [, seconds, id] = /^(\d{1,11})\.([^\0]{1,500})$/s.exec(text) ?? [];
  if (!seconds || !id) throw new DomainError("invalid", "filterInvalid", { field: "event" });
  return { effectiveAt: new Date(Number(seconds) * 1000), id };
}
