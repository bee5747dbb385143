import type pg from "pg";
import { DomainError } from "#lib/errors.ts";
import { copyBytes } from "#lib/exports/copy-bytes.ts";
import { connectForExport } from "#lib/exports/connect.ts";
import { instruments } from "#lib/metrics/instruments.ts";

/** A reader may take all day over an export; this many may in one process, so that nobody fills Postgres. */
const mostAtOnce = 8;
let running = 0;

/** Bytes as they are made; when the last has been taken, the number of rows that they hold. */
export type Rows = AsyncGenerator<Uint8Array<ArrayBuffer>, number>;

/** Runs COPY (…) TO STDOUT on a connection; ends only after Postgres said that the copy is complete. */
export async function* copyFrom(client: pg.Client, statement: string): Rows {
  const pieces = copyBytes(client, statement);
  for (;;) {
    const next = await pieces.next();
    if (next.done) return next.value;
    instruments().exportBytes.inc(next.value.length);
    yield next.value;
  }
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
