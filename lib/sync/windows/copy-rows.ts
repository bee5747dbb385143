import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { cleanText } from "#lib/mirror/rows.ts";

type Value = string | number | boolean | null | undefined;

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function fieldOf(value: Value): string {
  if (value == null) return "\\N";
  return typeof value === "string"
    ? cleanText(value).replace(/[\\\t\n\r]/g, (char) => escapes[char] ?? char)
    : String(value);
}

/** Lines in batches: one chunk a row would cost more than the row. */
function* chunksOf(rows: Iterable<readonly Value[]>): Generator<string> {
  let chunk = "";
  for (const row of rows) {
    chunk += `${row.map(fieldOf).join("\t")}\n`;
    if (chunk.length < 65_536) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk) yield chunk;
}

/** Writes rows through COPY, in the transaction that is open on the connection. columns names the table and its columns. */
export async function copyRows(
  client: PoolClient,
  columns: string,
  rows: Iterable<readonly Value[]>,
): Promise<void> {
  const target = client.query(copyFrom(`COPY ${columns} FROM STDIN`));
  await pipeline(Readable.from(chunksOf(rows)), target);
}
