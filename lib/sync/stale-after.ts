import type { StreamKind } from "#lib/sync/kinds.ts";
import { intervalMs } from "#lib/sync/kinds.ts";

const missedTurns = 4;
const shortestMs = 10 * 60_000;

/** How old a stream may get before a person should know: some missed turns, or the shortest time that one would notice. */
export function staleAfterMs(kind: StreamKind): number {
  return Math.max(shortestMs, missedTurns * intervalMs[kind]);
}
