import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { keyRisks } from "#lib/keys/key-risk.ts";
import type { KeyFilters } from "#lib/keys/list.ts";
import { keySorts } from "#lib/keys/list.ts";

/** What the address of the keys page holds. */
const keyParams = {
  q: parseAsString.withDefault(""),
  project: parseAsString,
  owner: parseAsString,
  risk: parseAsStringLiteral(["any", ...keyRisks]),
  sort: parseAsStringLiteral(keySorts).withDefault("used"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  after: parseAsString,
  before: parseAsString,
};

export const loadKeyLink = createLoader(keyParams);

export type KeyLink = Awaited<ReturnType<typeof loadKeyLink>>;

const sound = (id: string | null) => (id?.includes("\0") ? null : id);

export function filtersOf({ q, project, owner, risk }: KeyLink): KeyFilters {
  return { search: q, projectId: sound(project), ownerId: sound(owner), risk };
}
