import type { Actor } from "#lib/auth/actor.ts";
import type { Rows } from "#lib/exports/copy-out.ts";
import { copyOut } from "#lib/exports/copy-out.ts";
import { inlineValues } from "#lib/exports/inline-values.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { assertScoped } from "#lib/scoped.ts";

const [quote, lineFeed, carriageReturn, space] = [1, 10, 13, 32];

/** How COPY writes documents without escaping anything. */
export const jsonLinesFormat = String.raw`(FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')`;

/** Takes the quotes off documents that span lines and joins the lines; between JSON's tokens a space is as good. */
function joinLines(
  chunk: Uint8Array,
  wasQuoted: boolean,
): { joined: Uint8Array<ArrayBuffer>; isQuoted: boolean } {
  const joined = new Uint8Array(chunk.length);
  let length = 0;
  let isQuoted = wasQuoted;
  for (const byte of chunk) {
    if (byte === quote) isQuoted = !isQuoted;
    else joined[length++] = isQuoted && (byte === lineFeed || byte === carriageReturn) ? space : byte;
  }
  return { joined: joined.subarray(0, length), isQuoted };
}

/** A copy in jsonLinesFormat as JSONL: every document on one line, every other byte as it came. */
export async function* joinedLines(rows: Rows): Rows {
  let isQuoted = false;
  try {
    for (;;) {
      const next = await rows.next();
      if (next.done) return next.value;
      if (!isQuoted && !next.value.includes(quote)) {
        yield next.value;
        continue;
      }
      const { joined, isQuoted: isStillQuoted } = joinLines(next.value, isQuoted);
      isQuoted = isStillQuoted;
      yield joined;
    }
  } finally {
    await rows.return(0);
  }
}

/**
 * Streams a json column as it is, one document a line, straight from Postgres. The copy is a CSV of one column
 * whose quote and delimiter are control characters, which JSON never holds bare: nothing is escaped, and only
 * a document with line breaks between its tokens is quoted. source as for copyCsv.
 */
export function copyJsonLines(actor: Actor, json: Prisma.Sql, source: Prisma.Sql, signal: AbortSignal): Rows {
  const select = Prisma.sql`SELECT ${json} ${source}`;
  assertScoped(actor, select);
  return joinedLines(copyOut(`COPY (${inlineValues(select)}) TO STDOUT ${jsonLinesFormat}`, signal));
}
