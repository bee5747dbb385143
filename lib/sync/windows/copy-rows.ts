import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { cleanText } from "#lib/mirror/rows.ts";

type Value = string | number | boolean | null | undefined;

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
/** What COPY's text format or Postgres' text cannot hold as it is; most texts have none of it. */
const special = /[\\\t\n\r\0\ud800-\udfff]/;

/** A text as a field of COPY's text format. */
export function copyText(text: string): string {
  return special.test(text) ? cleanText(text).replace(/[\\\t\n\r]/g, (char) => escapes[char] ?? char) : text;
}

function fieldOf(value: Value): string {
  if (value == null) return "\\N";
  return typeof value === "string" ? copyText(value) : String(value);
}

/** Lines of COPY's text format as bytes: they wait for their transaction at a fraction of the answer's weight. */
export type PackedLines = { chunks: Buffer[]; count: number; bytes: number };

const chunkSize = 65_536;

/** Packs lines, line ends included, into chunks: one a line would cost more than the line. */
export function packLines(lines: Iterable<string>): PackedLines {
  const packed: PackedLines = { chunks: [], count: 0, bytes: 0 };
  let chunk = "";
  const pack = () => {
    const bytes = Buffer.from(chunk);
    packed.chunks.push(bytes);
    packed.bytes += bytes.length;
    chunk = "";
  };
  for (const line of lines) {
    chunk += line;
    packed.count += 1;
    if (chunk.length >= chunkSize) pack();
  }
  if (chunk) pack();
  return packed;
}

export function joinLines(parts: readonly PackedLines[]): PackedLines {
  const sum = (of: "count" | "bytes") => parts.reduce((all, part) => all + part[of], 0);
  return { chunks: parts.flatMap(({ chunks }) => chunks), count: sum("count"), bytes: sum("bytes") };
}

export async function copyLines(client: PoolClient, columns: string, { chunks }: PackedLines): Promise<void> {
  const target = client.query(copyFrom(`COPY ${columns} FROM STDIN`));
  await pipeline(Readable.from(chunks, { highWaterMark: 8 }), target);
}

export function* copyLinesOf(rows: Iterable<readonly Value[]>): Generator<string> {
  for (const row of rows) yield `${row.map(fieldOf).join("\t")}\n`;
}
