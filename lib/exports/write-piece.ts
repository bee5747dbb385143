import { randomUUID } from "node:crypto";
import { pipeline } from "node:stream";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Rows } from "#lib/exports/copy-out.ts";
import type { ExportStore } from "#lib/exports/store.ts";

/** Fast rather than small: the database waits meanwhile. */
const gzipLevel = 3;

async function* counted(
  rows: Rows,
  count: { rows: number },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = await rows.next();
    signal.throwIfAborted();
    if (next.done) {
      count.rows = next.value;
      return;
    }
    yield next.value;
  }
}

/** Gzip files one after the other are one gzip file, so that each piece is packed by itself. */
function packed(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return pipeline(
    Readable.from(bytes, { objectMode: false }),
    createGzip({ level: gzipLevel }),
    () => undefined,
  );
}

export type WrittenPiece = { name: string; rows: number; bytes: number };

/** Writes one piece under a name that nothing else ever has: not committed, it is an orphan and harms nobody. */
export async function writePiece(
  store: ExportStore,
  folder: string,
  rows: Rows,
  { gzip, signal }: { gzip: boolean; signal: AbortSignal },
): Promise<WrittenPiece> {
  const name = `${folder}/${randomUUID()}`;
  const count = { rows: 0 };
  const bytes = counted(rows, count, signal);
  const written = await store.put(name, gzip ? packed(bytes) : bytes);
  signal.throwIfAborted();
  return { name, rows: count.rows, bytes: written };
}
