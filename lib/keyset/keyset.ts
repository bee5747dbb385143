import { Prisma } from "#lib/generated/prisma/client.ts";

/** A column of an order, never null: the expression must be the one its index is made of. */
export type SortColumn = { expression: Prisma.Sql; type: "text" | "time" };

/** Where a page begins: after or before a row, or at the start when both are null. */
export type PageRequest = { after: string | null; before: string | null };

export type Page<Row> = { rows: Row[]; next: string | null; previous: string | null };

export const pageSize = 50;

type Cursor = string[] | null;

/** A cursor that was forged or belongs to another order reads as none: the page begins at the start. */
function parseCursor(text: string | null, columns: SortColumn[]): Cursor {
  if (!text) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parts) || parts.length !== columns.length) return null;
    const fits = parts.every(
      (part, index) => typeof part === "string" && isSound(part, columns[index]?.type ?? "text"),
    );
    return fits ? (parts as string[]) : null;
  } catch {
    return null;
  }
}

function isSound(part: string, type: SortColumn["type"]): boolean {
  if (type === "text") return !part.includes("\0");
  return part === "-Infinity" || /^-?\d{1,11}(\.\d+)?$/.test(part);
}

function cursorOf(parts: string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

function literal(value: string, type: SortColumn["type"]): Prisma.Sql {
  return type === "text" ? Prisma.sql`${value}::text` : Prisma.sql`to_timestamp(${value}::text::float8)`;
}

function asText({ expression, type }: SortColumn): Prisma.Sql {
  return type === "text"
    ? Prisma.sql`${expression}::text`
    : Prisma.sql`extract(epoch FROM ${expression})::text`;
}

/**
 * The pieces of a keyset query: select names the row's place, where and orderBy cut the page, limit asks for
 * one row more than fits, which says whether there is another page. page() puts the answer in order. orderByPlace is
 * orderBy for what was cut before and put together again; for columns of text alone.
 */
export function keyset(columns: SortColumn[], descending: boolean, request: PageRequest, size = pageSize) {
  const after = parseCursor(request.after, columns);
  const before = after ? null : parseCursor(request.before, columns);
  const from = after ?? before;
  const isDownwards = descending !== (before !== null);
  const direction = isDownwards ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const tuple = Prisma.join(columns.map(({ expression }) => expression));

  return {
    select: Prisma.sql`ARRAY[${Prisma.join(columns.map(asText))}] AS "place"`,
    where: from
      ? Prisma.sql`AND (${tuple}) ${isDownwards ? Prisma.sql`<` : Prisma.sql`>`} (${Prisma.join(
          columns.map(({ type }, index) => literal(from[index] ?? "", type)),
        )})`
      : Prisma.empty,
    orderBy: Prisma.sql`ORDER BY ${Prisma.join(columns.map(({ expression }) => Prisma.sql`${expression} ${direction}`))}`,
    orderByPlace: Prisma.sql`ORDER BY "place" ${direction}`,
    limit: Prisma.sql`LIMIT ${size + 1}`,
    page<Row extends { place: string[] }>(found: Row[]): Page<Omit<Row, "place">> {
      const hasMore = found.length > size;
      const rows = found.slice(0, size);
      if (before) rows.reverse();
      const [first, last] = [rows[0], rows.at(-1)];
      return {
        rows: rows.map(({ place: _place, ...row }) => row),
        next: last && (before ? true : hasMore) ? cursorOf(last.place) : null,
        previous: first && (before ? hasMore : after !== null) ? cursorOf(first.place) : null,
      };
    },
  };
}
