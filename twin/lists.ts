import type { CursorPageResponse, NextCursorPageResponse } from "openai/core/pagination";
import { many, one } from "#twin/database.ts";
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
export type PageRequest = { limit: number; after: string | undefined; order: Order };

export function pageRequest(
  query: URLSearchParams,
  limits: Limits = directoryLimits,
  order?: Order,
): PageRequest {
  return {
    limit: limit(query, limits),
    after: query.get("after") ?? undefined,
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
  scope?: string;
  live: string;
  values: unknown[];
  seq: string;
  id: string;
};

export async function listRows<Row extends object>(
  on: Queryable,
  { columns, from, scope = "true", live, values, seq, id }: Listing,
  page: PageRequest,
): Promise<{ rows: Row[]; hasMore: boolean }> {
  const bound = [...values];
  let place = "true";
  if (page.after !== undefined) {
    const sql = `SELECT ${seq} AS seq FROM ${from} WHERE ${scope} AND ${id} = $${values.length + 1}`;
    const cursor = await one<{ seq: number }>(on, sql, [...values, cursorId(page.after)]);
    if (!cursor)
      throw badRequest(
        `Invalid value for 'after': no object with id '${page.after}'.`,
        "after",
        "invalid_value",
      );
    bound.push(cursor.seq);
    place = `${seq} ${page.order === "asc" ? ">" : "<"} $${bound.length}`;
  }
  if (page.limit === 0) return { rows: [], hasMore: false };
  const rows = await many<Row>(
    on,
    `SELECT ${columns} FROM ${from} WHERE ${scope} AND ${live} AND ${place} ORDER BY ${seq} ${page.order} LIMIT ${page.limit + 1}`,
    bound,
  );
  return { rows: rows.slice(0, page.limit), hasMore: rows.length > page.limit };
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
