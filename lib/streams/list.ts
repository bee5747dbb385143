import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { scoped } from "#lib/scoped.ts";
import type { BlindPeriod } from "#lib/streams/blind-periods.ts";
import { blindPeriods } from "#lib/streams/blind-periods.ts";
import type { StreamState } from "#lib/streams/describe.ts";
import { describeStream } from "#lib/streams/describe.ts";
import type { StreamPace } from "#lib/streams/pace.ts";
import { listPaces } from "#lib/streams/pace.ts";
import type { RoleCoverage } from "#lib/streams/role-coverage.ts";
import { roleCoverage } from "#lib/streams/role-coverage.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { streamKinds } from "#lib/sync/kinds.ts";

/**
 * A stream with the pace that upstream leaves it and the latest times that it could not see. coverage is told of
 * what is read in turns, over many runs: the roles.
 */
export type ListedStream = StreamState & {
  pace: StreamPace;
  blind: BlindPeriod[];
  coverage: RoleCoverage | null;
};

const mostBlind = 5;

/** Every stream of the organization, those never read included, in the order in which they depend on each other. */
export async function listStreams(
  actor: Actor,
  kinds: readonly StreamKind[] = streamKinds,
): Promise<ListedStream[]> {
  authorize(actor, "streams.read");
  const [rows, paces, blind, coverage] = await Promise.all([
    scoped(actor).stream.findMany({ where: { kind: { in: [...kinds] } } }),
    listPaces(actor, kinds),
    blindPeriods(actor, kinds),
    kinds.includes("roles") ? roleCoverage(actor) : null,
  ]);
  const now = new Date();
  return kinds.map((kind) => {
    const row = rows.find((one) => one.kind === kind);
    return {
      ...describeStream(kind, row, now),
      pace: paces[kind],
      blind: blind.filter(({ stream }) => stream === kind).slice(0, mostBlind),
      coverage: kind === "roles" ? coverage : null,
    };
  });
}
