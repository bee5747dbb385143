/**
 * The address of a request with every escape readable. Next.js answers one that is not with a bare 500 before any
 * of our code runs; with its percent signs taken as they stand it is an address like any other that nothing has.
 */
export function safeAddress(url: string): string {
  const [path = ""] = url.split("?", 1);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll("%", "%25") + url.slice(path.length);
  }
}
