import type { CursorPageResponse, NextCursorPageResponse } from "openai/core/pagination";
import { manyAgain } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { badRequest } from "#twin/errors.ts";
import { choice, directoryLimits, limit } from "#twin/queries.ts";
import type { Limits } from "#twin/queries.ts";

/** Family 1 and 2 of the list conventions: `after` takes the id of the last item. */
export type IdList<Item> = CursorPageResponse<Item> & {
  object: "list";
  first_id: string | null;
  last_id: string | null;
};
/** Family 3: `after` takes the opaque `next`. */
export type NextList<Item> = NextCursorPageResponse<Item> & { object: "list" };

type Order = "asc" | "desc";
export type PageRequest = {
  limit: number;
  after: string | undefined;
  before: string | undefined;
  order: Order;
};

/** `order` is the list's own where it takes one; most lists do not, and few take `before`. */
export function pageRequest(
  query: URLSearchParams,
  limits: Limits = directoryLimits,
  order?: Order,
  { hasBefore = false } = {},
): PageRequest {
  return {
    limit: limit(query, limits),
    after: query.get("after") ?? undefined,
    before: hasBefore ? (query.get("before") ?? undefined) : undefined,
    order: order ? choice(query, "order", ["asc", "desc"], order) : "asc",
  };
}

/**
 * `scope` holds for a row whether it lives or not, `live` for those to be listed: a cursor may name a row
 * that was deleted since. Both are SQL over `values`; `seq` and `id` name the columns of order and cursor.
 */
export type Listing = {
  columns: string;
  from: string;
  /** Where a cursor's place is looked up, if `from` lacks rows that were taken away since. */
  cursorFrom?: string;
  scope?: string;
  live: string;
  values: unknown[];
  seq: string;
  id: string;
};

/** With `before` the page is the one that ends just before that item, in the order of the list all the same. */
export async function listRows<Row extends object>(
  on: Queryable,
  listing: Listing,
  page: PageRequest,
): Promise<{ rows: Row[]; hasMore: boolean }> {
  const { columns, from, scope = "true", live, seq } = listing;
  const bound = [...listing.values];
  const places: string[] = [];
  for (const name of ["after", "before"] as const) {
    const id = page[name];
    if (id === undefined) continue;
    const isOnward = (name === "after") === (page.order === "asc");
    places.push(`${seq} ${isOnward ? ">" : "<"} $${bound.push(await seqOf(on, listing, name, id))}`);
  }
  if (page.limit === 0) return { rows: [], hasMore: false };
  const isBackward = page.before !== undefined;
  const order = isBackward === (page.order === "asc") ? "desc" : "asc";
  const where = [scope, live, ...places].join(" AND ");
  const rows = await manyAgain<Row>(
    on,
    `SELECT ${columns} FROM ${from} WHERE ${where} ORDER BY ${seq} ${order} LIMIT $${bound.push(page.limit + 1)}`,
    bound,
  );
  const shown = rows.slice(0, page.limit);
  return { rows: isBackward ? shown.reverse() : shown, hasMore: rows.length > page.limit };
}

async function seqOf(
  on: Queryable,
  { from, cursorFrom = from, scope = "true", values, seq, id }: Listing,
  name: "after" | "before",
  cursor: string,
): Promise<number> {
  // Postgres refuses values that a statement does not name: those of `live` alone have no place here.
  const held = /\$\d/.test(`${cursorFrom} ${scope}`) ? values : [];
  const [row] = await manyAgain<{ seq: number }>(
    on,
    `SELECT ${seq} AS seq FROM ${cursorFrom} WHERE ${scope} AND ${id} = $${held.length + 1}`,
    [...held, cursorId(cursor)],
  );
  if (row) return row.seq;
  throw badRequest(`Invalid value for '${name}': no object with id '${cursor}'.`, name, "invalid_value");
}

export function idList<Item extends { id: string }>(data: Item[], hasMore: boolean): IdList<Item> {
  return {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: hasMore,
  };
}

export function nextList<Item>(data: Item[], hasMore: boolean, idOf: (item: Item) => string): NextList<Item> {
  const last = data.at(-1);
  return { object: "list", data, has_more: hasMore, next: hasMore && last ? cursorFor(idOf(last)) : null };
}

const cursorPrefix = "cursor_";

function cursorFor(id: string): string {
  return cursorPrefix + Buffer.from(id).toString("base64url");
}

/** The documentation says `after` is an id, the envelope hands out `next`: both are taken. */
function cursorId(after: string): string {
  return after.startsWith(cursorPrefix)
    ? Buffer.from(after.slice(cursorPrefix.length), "base64url").toString()
    : after;
}
