import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { DomainError } from "#lib/errors.ts";
import { connectForExport } from "#lib/exports/connect.ts";
import { instruments } from "#lib/metrics/instruments.ts";

/** A reader may take all day over an export; this many may in one process, so that nobody fills Postgres. */
const mostAtOnce = 8;
let running = 0;

/** How far Postgres is read ahead of the reader: the slower the reader, the larger and so cheaper the pieces. */
const bufferBytes = 262_144;

/** Bytes as they are made; when the last has been taken, the number of rows that they hold. */
export type Rows = AsyncGenerator<Uint8Array<ArrayBuffer>, number>;

/** Each piece costs a turn through streams and response, whatever its size: small ones are joined up to this. */
const pieceBytes = 131_072;

/** The same bytes in fewer pieces. */
async function* joined(pieces: AsyncIterable<Buffer<ArrayBuffer>>): AsyncGenerator<Buffer<ArrayBuffer>> {
  let held: Buffer<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    held.push(piece);
    bytes += piece.length;
    if (bytes < pieceBytes) continue;
    yield held.length === 1 ? piece : Buffer.concat(held, bytes);
    held = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(held, bytes);
}

/** Runs COPY (…) TO STDOUT on a connection; ends only after Postgres said that the copy is complete. */
export async function* copyFrom(client: pg.Client, statement: string): Rows {
  const copy = client.query(copyTo(statement, { highWaterMark: bufferBytes }));
  copy.on("error", () => undefined);
  for await (const chunk of joined(copy as AsyncIterable<Buffer<ArrayBuffer>>)) {
    instruments().exportBytes.inc(chunk.length);
    yield chunk;
  }
  // The count comes with the command's end, which a query after it waits for.
  await client.query("SELECT 1");
  return copy.rowCount;
}

/**
 * Runs COPY (…) TO STDOUT and gives its bytes at the pace at which they are taken: Postgres waits while the
 * reader does, so memory stays flat at any size. Ends only after Postgres said that the copy is complete;
 * throws on anything else. Aborting the signal ends it at once.
 * Throws DomainError "unavailable" when too many exports are running.
 */
export async function* copyOut(statement: string, signal: AbortSignal): Rows {
  if (running >= mostAtOnce) throw new DomainError("unavailable", "exportsBusy");
  running += 1;
  instruments().exportsRunning.set(running);
  let client: pg.Client | undefined;
  const stop = () => void client?.end();
  try {
    client = await connectForExport();
    signal.throwIfAborted();
    signal.addEventListener("abort", stop);

    return yield* copyFrom(client, statement);
  } finally {
    running -= 1;
    instruments().exportsRunning.set(running);
    signal.removeEventListener("abort", stop);
    await client?.end();
  }
}
