import { createLoader, createParser, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { keyRisks } from "#lib/keys/key-risk.ts";
import type { KeyFilters } from "#lib/keys/list.ts";
import { keySorts, ownerKinds } from "#lib/keys/list.ts";

const mostDays = 3650;

function daysIn(text: string): number | null {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return days > 0 && days <= mostDays ? days : null;
}

const parseAsDays = createParser({ parse: daysIn, serialize: String });

const parseAsUse = createParser<"never" | number>({
  parse: (text) => (text === "never" ? text : daysIn(text)),
  serialize: String,
});

/** What the address of the keys page holds. */
export const keyParsers = {
  q: parseAsString.withDefault(""),
  project: parseAsString,
  owner: parseAsString,
  kind: parseAsStringLiteral(ownerKinds),
  risk: parseAsStringLiteral(["any", ...keyRisks]),
  unused: parseAsUse,
  older: parseAsDays,
  expiry: parseAsStringLiteral(["none"]),
  sort: parseAsStringLiteral(keySorts).withDefault("used"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  after: parseAsString,
  before: parseAsString,
};

export const loadKeyLink = createLoader(keyParsers);

export type KeyLink = Awaited<ReturnType<typeof loadKeyLink>>;

const sound = (id: string | null) => (id?.includes("\0") ? null : id);

export function filtersOf(link: KeyLink): KeyFilters {
  return {
    search: link.q,
    projectId: sound(link.project),
    ownerId: sound(link.owner),
    ownerKind: link.kind,
    risk: link.risk,
    unused: link.unused,
    olderThan: link.older,
    expiry: link.expiry,
  };
}
