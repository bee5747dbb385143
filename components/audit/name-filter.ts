import type { AnyKey } from "#lib/i18n/any-key.ts";

/** What a filter of the address is called on its page; as it stands in the address where it is none of the page's. */
export function nameFilter(words: AnyKey, field: string): string {
  const key = `filters.${field === "q" ? "search" : field}`;
  return words.has(key) ? words(key) : field;
}
