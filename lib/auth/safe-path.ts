/** A path of this console to go on to after signing in, or the start page; never an address elsewhere. */
export function safePath(wanted: unknown): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/")) return "/";
  const base = "http://console.invalid";
  // Browsers take \ for / and drop tabs and line ends: let the parser they share judge.
  const parsed = URL.canParse(wanted, base) ? new URL(wanted, base) : null;
  if (parsed?.origin !== base || parsed.pathname.startsWith("//")) return "/";
  return parsed.pathname + parsed.search;
}
