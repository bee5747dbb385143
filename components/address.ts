import type { Route } from "next";

/** An address below an organization; withQuery holds its path against the routes that there are. */
export type Address = Route<`/o/${string}`>;

/** A page of the console as a query asks for it, which may bring its question mark or be empty. */
export function withQuery<Path extends `/o/${string}`>(path: Route<Path>, query: string): Address {
  const asked = query.replace(/^\?/, "");
  return asked === "" ? path : `${path}?${asked}`;
}
