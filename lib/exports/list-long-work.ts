import type { Actor } from "#lib/auth/actor.ts";
import type { ListedExport } from "#lib/exports/list.ts";
import { listExports } from "#lib/exports/list.ts";
import type { StreamState } from "#lib/streams/describe.ts";
import { listStreams } from "#lib/streams/list.ts";

/** Exports, and the streams whose history is being read at the moment: those are steered on the page of streams. */
export type LongWork = { exports: ListedExport[]; backfills: StreamState[] };

/** Everything that takes its time in one organization. */
export async function listLongWork(actor: Actor): Promise<LongWork> {
  const [exports, streams] = await Promise.all([listExports(actor), listStreams(actor)]);
  return { exports, backfills: streams.filter((stream) => stream.progress && !stream.backfilledAt) };
}
