import type { Change } from "#lib/audit/change.ts";
import { startAccess } from "#lib/audit/change.ts";
import { env } from "#lib/env.ts";
import type { Rows } from "#lib/exports/copy-out.ts";
import { log } from "#lib/log.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A file on its way: the body fails, rather than ends, when the export could not be completed. */
export type Download = { filename: string; contentType: string; body: ReadableStream<Bytes> };

/** Where the bytes of an export come from; aborting the signal ends them. */
export type Source = (signal: AbortSignal) => Rows;

/** Counts what was handed over and puts on the trail, once, how the export ended. */
async function watch(change: Change) {
  const finish = await startAccess(change);
  let bytes = 0;
  let isOver = false;
  return {
    count: (length: number) => void (bytes += length),
    /** Throws when the trail cannot be written: what is not on it has not happened. */
    succeed: async (rows: number) => {
      if (isOver) return;
      isOver = true;
      await finish("succeeded", { after: { rows, bytes } });
    },
    fail: async (error: unknown) => {
      if (isOver) return;
      isOver = true;
      try {
        await finish("failed", {
          after: { bytes },
          error: error instanceof Error ? error.message : String(error),
        });
      } catch (cause) {
        log.error({ err: cause }, "an export failed and its end is not on the trail");
      }
    },
  };
}

type Progress = Awaited<ReturnType<typeof watch>>;

type Stopping = { signal: AbortSignal; stop: (reason: Error) => Promise<void> };

/** However slowly it takes something, a reader has no more than this: a direct export holds a snapshot open. */
const longestMs = 12 * 3_600_000;

/** Ends the export of a reader that takes nothing for too long; ask() says that it asks for more, took() that it has it. */
function patience(giveUp: (reason: Error) => void) {
  const idleMs = env().METSUKE_EXPORT_PATIENCE * 1000;
  const tooSlow = (ms: number) => () =>
    giveUp(new Error(`The reader was too slow: ${Math.round(ms / 1000)} seconds.`));
  let idle = setTimeout(tooSlow(idleMs), idleMs);
  const total = setTimeout(tooSlow(longestMs), longestMs);
  return {
    asks: () => clearTimeout(idle),
    took: () => {
      clearTimeout(idle);
      idle = setTimeout(tooSlow(idleMs), idleMs);
    },
    end: () => {
      clearTimeout(idle);
      clearTimeout(total);
    },
  };
}

/** Each pull hands over what was made ahead, then what the source makes next; what was stopped never ends well. */
function bodyOf(
  rows: Rows,
  ahead: IteratorResult<Bytes, number>[],
  progress: Progress,
  { signal, stop }: Stopping,
): ReadableStream<Bytes> {
  let cutOff: (reason: Error) => void = () => undefined;
  const reader = patience((reason) => cutOff(reason));
  signal.addEventListener("abort", reader.end);
  return new ReadableStream<Bytes>(
    {
      start(controller) {
        cutOff = (reason) => {
          controller.error(reason);
          void stop(reason);
        };
      },
      async pull(controller) {
        reader.asks();
        try {
          const next = ahead.shift() ?? (await rows.next());
          signal.throwIfAborted();
          if (next.done) {
            reader.end();
            await progress.succeed(next.value);
            controller.close();
          } else {
            progress.count(next.value.length);
            controller.enqueue(next.value);
            reader.took();
          }
        } catch (error) {
          reader.end();
          await progress.fail(error);
          throw error;
        }
      },
      cancel: async () => stop(readerLeft()),
    },
    { highWaterMark: 0 },
  );
}

function readerLeft(): Error {
  return new Error("The reader left before the end.");
}

/**
 * Starts an export and gives its bytes at the reader's pace. The trail says "started" before the first byte,
 * and how it ended, with the rows and bytes handed over, before the body closes: an export that cannot be put
 * on the trail does not complete. What goes wrong before the first byte is thrown; afterwards the body fails.
 * The reader leaves by aborting the signal (the request's) or by cancelling the body, and is taken to have left
 * when it asks for nothing any more.
 */
export async function openExport(
  change: Change,
  source: Source,
  leaving: AbortSignal,
  prefix: Bytes | null = null,
): Promise<ReadableStream<Bytes>> {
  const progress = await watch(change);
  const stopping = new AbortController();
  const rows = source(stopping.signal);

  async function stop(reason: Error): Promise<void> {
    if (!stopping.signal.aborted) stopping.abort(reason);
    await Promise.allSettled([rows.return(0), progress.fail(stopping.signal.reason)]);
  }
  // A body that nobody began to read is never cancelled; the request's signal says that its reader has left.
  leaving.addEventListener("abort", () => void stop(readerLeft()));

  try {
    leaving.throwIfAborted();
    const first = await rows.next();
    const ahead = prefix ? [{ done: false as const, value: prefix }, first] : [first];
    return bodyOf(rows, ahead, progress, { signal: stopping.signal, stop });
  } catch (error) {
    await progress.fail(error);
    throw error;
  }
}
