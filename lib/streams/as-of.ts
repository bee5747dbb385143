import type { Actor } from "#lib/auth/actor.ts";
import type { StreamHealth } from "#lib/streams/describe.ts";
import type { ListedStream } from "#lib/streams/list.ts";
import { listStreams } from "#lib/streams/list.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";

/** How fresh what a page shows is: as old as the oldest of its streams (ISO), as well as the worst of them. */
export type AsOf = { asOf: string | null; health: StreamHealth; streams: ListedStream[] };

const worstFirst: StreamHealth[] = ["failing", "paused", "waiting", "never", "stale", "running", "fresh"];

/** The freshness of the streams that a page is made of; asOf is null as long as one was never read whole. */
export async function asOf(actor: Actor, kinds: readonly StreamKind[]): Promise<AsOf> {
  const streams = await listStreams(actor, kinds);
  const health = worstFirst.find((one) => streams.some((stream) => stream.health === one)) ?? "never";
  const [oldest] = streams.map((stream) => stream.asOf ?? "").toSorted();
  return { asOf: oldest || null, health, streams };
}
