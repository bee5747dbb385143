import { db } from "#lib/db.ts";
import { describeStream } from "#lib/streams/describe.ts";
import type { StreamHealth } from "#lib/streams/describe.ts";
import { streamKinds } from "#lib/sync/kinds.ts";

export type UpstreamHealth = {
  connected: number;
  /** Organizations whose admin key was refused. */
  refused: number;
  streams: Partial<Record<StreamHealth, number>>;
};

/** How the connected organizations and their streams are doing, in numbers only: the route needs no sign-in. */
export async function checkUpstream(now = new Date()): Promise<UpstreamHealth> {
  const organizations = await db.organization.findMany({
    where: { status: { not: "disconnected" } },
    select: { status: true, streams: true },
  });
  const streams: UpstreamHealth["streams"] = {};
  for (const organization of organizations) {
    for (const kind of streamKinds) {
      const row = organization.streams.find((stream) => stream.kind === kind);
      const { health } = describeStream(kind, row, now);
      streams[health] = (streams[health] ?? 0) + 1;
    }
  }
  const refused = organizations.filter(({ status }) => status === "refused").length;
  return { connected: organizations.length - refused, refused, streams };
}
