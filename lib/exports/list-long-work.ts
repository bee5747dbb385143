import type { Actor } from "#lib/auth/actor.ts";
import type { ListedExport } from "#lib/exports/list.ts";
import { listExports } from "#lib/exports/list.ts";
import type { PageRequest } from "#lib/keyset/keyset.ts";
import type { StreamState } from "#lib/streams/describe.ts";
import { listStreams } from "#lib/streams/list.ts";

/** Exports, and the streams whose history is being read at the moment: those are steered on the page of streams. */
export type LongWork = {
  exports: ListedExport[];
  backfills: StreamState[];
  next: string | null;
  previous: string | null;
};

/** Everything that takes its time in one organization, a page of exports at a time; backfills lead the first. */
export async function listLongWork(
  actor: Actor,
  request: PageRequest = { after: null, before: null },
): Promise<LongWork> {
  const [{ rows, next, previous }, streams] = await Promise.all([
    listExports(actor, request),
    listStreams(actor),
  ]);
  const isUnderWay = ({ progress, backfilledAt }: StreamState) => progress !== null && !backfilledAt;
  return { exports: rows, next, previous, backfills: previous === null ? streams.filter(isUnderWay) : [] };
}
