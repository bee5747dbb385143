import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { scoped } from "#lib/scoped.ts";
import type { StreamState } from "#lib/streams/describe.ts";
import { describeStream } from "#lib/streams/describe.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { streamKinds } from "#lib/sync/kinds.ts";

/** Every stream of the organization, those never read included, in the order in which they depend on each other. */
export async function listStreams(
  actor: Actor,
  kinds: readonly StreamKind[] = streamKinds,
): Promise<StreamState[]> {
  authorize(actor, "streams.read");
  const rows = await scoped(actor).stream.findMany({ where: { kind: { in: [...kinds] } } });
  const now = new Date();
  return kinds.map((kind) =>
    describeStream(
      kind,
      rows.find((row) => row.kind === kind),
      now,
    ),
  );
}
