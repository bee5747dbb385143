import { z } from "zod";
import { Prisma } from "#lib/generated/prisma/client.ts";

/** Where a page of a ranking begins: after or before a place, or at the start when both are null. */
export type RankRequest = { after: string | null; before: string | null };

export const fromStart: RankRequest = { after: null, before: null };

export const pageSize = 50;

/** A place in a ranking: the value, in decimal digits, and the name that tells equal values apart. */
const Place = z.tuple([
  z.string().regex(/^-?\d{1,40}(\.\d{1,60})?$/),
  z
    .string()
    .max(1000)
    .regex(/^[^\0]*$/),
]);

type Place = z.output<typeof Place>;

/** A cursor that was forged reads as none: the page begins at the start. */
function readPlace(text: string | null): Place | null {
  if (!text) return null;
  try {
    return Place.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}

function writePlace(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/**
 * A page of rows ranked by the numeric column "value", highest first, then by the column "group": cut is its
 * WHERE, ORDER BY and LIMIT, with one row more than fits; page() puts what was found in order.
 */
export function rankPage(request: RankRequest) {
  const after = readPlace(request.after);
  const before = after ? null : readPlace(request.before);
  const limit = Prisma.sql`LIMIT ${pageSize + 1}`;

  function cut(): Prisma.Sql {
    if (before) {
      return Prisma.sql`
        WHERE value > ${before[0]}::numeric OR (value = ${before[0]}::numeric AND "group" < ${before[1]})
        ORDER BY value, "group" DESC ${limit}`;
    }
    const from = after
      ? Prisma.sql`WHERE value < ${after[0]}::numeric OR (value = ${after[0]}::numeric AND "group" > ${after[1]})`
      : Prisma.empty;
    return Prisma.sql`${from} ORDER BY value DESC, "group" ${limit}`;
  }

  /** Takes rows in rank order, the extra one included. */
  function page<Row extends { value: string; group: string }>(found: Row[]) {
    const hasMore = found.length > pageSize;
    const rows = hasMore ? (before ? found.slice(1) : found.slice(0, pageSize)) : found;
    const placeOf = (row: Row | undefined) => (row ? writePlace([row.value, row.group]) : null);
    return {
      rows,
      previous: after || (before && hasMore) ? placeOf(rows[0]) : null,
      next: before || hasMore ? placeOf(rows.at(-1)) : null,
    };
  }

  return { cut: cut(), page };
}
