import { DomainError } from "#lib/errors.ts";
import type { ViewPageName } from "./pages.ts";
import { viewPages } from "./pages.ts";

const longest = 4000;

/**
 * A page's link as a view keeps it: only what the page itself understands, without the question mark. Throws
 * DomainError "invalid" for one that is too long, or that the page refuses.
 */
export function readQuery(page: ViewPageName, text: string): string {
  const query = viewPages[page].canonical(new URLSearchParams(text)).replace(/^\?/, "");
  if (query.length > longest) throw new DomainError("invalid", "viewTooLong");
  return query;
}
