import type { PoolClient } from "pg";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { dependencies, intervalMs, isStreamKind } from "#lib/sync/kinds.ts";
import type { StreamRow } from "#lib/sync/stream-row.ts";
import { isUnderWay } from "#lib/sync/stream-row.ts";

type Due = Pick<StreamRow, "run_started_at" | "run_finished_at" | "not_before" | "paused_at">;

const minute = 60_000;
/** Longer than any wait that we set: what lies further ahead was written before the clock was set back. */
const longestWaitMs = 60 * minute;

export function isDue(kind: StreamKind, row: Due, now: Date): boolean {
  if (row.paused_at) return false;
  const waitMs = (row.not_before?.getTime() ?? 0) - now.getTime();
  if (waitMs > 0 && waitMs < longestWaitMs) return false;
  if (isUnderWay(row) || row.run_finished_at === null) return true;
  const sinceMs = now.getTime() - row.run_finished_at.getTime();
  return sinceMs >= intervalMs[kind] || sinceMs < -minute;
}

/** Whether everything that a stream asks by has been read once. */
export function hasWhatItNeeds(kind: StreamKind, asOfByKind: ReadonlyMap<string, Date | null>): boolean {
  return (dependencies[kind] ?? []).every((needed) => asOfByKind.get(needed) != null);
}

/** What a slice should do with its stream; a forced one waits neither for its time nor for a pause to end. */
export async function isReady(
  client: PoolClient,
  row: StreamRow,
  isForced: boolean,
): Promise<"ready" | "complete" | "stopped"> {
  if (!isStreamKind(row.kind) || row.paused_at) return "stopped";
  const { rows } = await client.query<{ kind: string; as_of: Date | null }>(
    "SELECT kind, as_of FROM streams WHERE organization_id = $1",
    [row.organization_id],
  );
  const asOfByKind = new Map(rows.map(({ kind, as_of: asOf }) => [kind, asOf]));
  if (!hasWhatItNeeds(row.kind, asOfByKind)) return "stopped";
  return isForced || isDue(row.kind, row, row.now) ? "ready" : "complete";
}
