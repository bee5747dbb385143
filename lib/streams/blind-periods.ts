import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { scoped } from "#lib/scoped.ts";
import type { BlindReason } from "#lib/sync/blind/reasons.ts";
import { blindReasons } from "#lib/sync/blind/reasons.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { isStreamKind } from "#lib/sync/kinds.ts";

/** A time of a stream that was not observed. Moments are ISO strings; to is null while it lasts. */
export type BlindPeriod = {
  id: string;
  stream: StreamKind;
  reason: BlindReason;
  /** Which question, where the stream asks several; "" for all of it. */
  detail: string;
  from: string;
  to: string | null;
  /** made_good: read afterwards; lost: it never will be. */
  outcome: "open" | "made_good" | "lost";
};

const mostShown = 200;

function outcomeOf(text: string): BlindPeriod["outcome"] {
  return text === "made_good" || text === "lost" ? text : "open";
}

/** The blind times of these streams that overlap from (inclusive) to (exclusive), newest first; all without them. */
export async function blindPeriods(
  actor: Actor,
  kinds: readonly StreamKind[],
  from?: Date,
  to?: Date,
): Promise<BlindPeriod[]> {
  authorize(actor, "streams.read");
  const rows = await scoped(actor).blindPeriod.findMany({
    where: {
      stream: { in: [...kinds] },
      ...(to && { fromAt: { lt: to } }),
      ...(from && { OR: [{ toAt: null }, { toAt: { gt: from } }] }),
    },
    orderBy: [{ fromAt: "desc" }, { id: "desc" }],
    take: mostShown,
  });
  return rows.flatMap(({ id, stream, reason, detail, fromAt, toAt, outcome }) => {
    const known = blindReasons.find((one) => one === reason);
    if (!known || !isStreamKind(stream)) return [];
    const times = { from: fromAt.toISOString(), to: toAt?.toISOString() ?? null };
    return [{ id, stream, reason: known, detail, ...times, outcome: outcomeOf(outcome) }];
  });
}

/** Those that a reader of the figures should know of: what is blind now or never will be read. */
export async function blindSpots(
  actor: Actor,
  kinds: readonly StreamKind[],
  from: Date,
  to: Date,
): Promise<BlindPeriod[]> {
  const periods = await blindPeriods(actor, kinds, from, to);
  return periods.filter(({ outcome }) => outcome !== "made_good");
}
