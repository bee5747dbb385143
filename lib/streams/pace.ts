import type { Actor } from "#lib/auth/actor.ts";
import type { Pace } from "#lib/generated/prisma/client.ts";
import { scoped } from "#lib/scoped.ts";
import { templatesOf } from "#lib/streams/templates.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";

export type StreamPace = {
  /** Calls a minute that are sent at most now; null: no limit has been met. */
  perMinute: number | null;
  calls: number;
  refusals: number;
};

const minuteMs = 60_000;

function paceOf(rows: readonly Pace[]): StreamPace {
  const slowest = Math.max(0, ...rows.map(({ intervalMs }) => intervalMs));
  return {
    perMinute: slowest > 0 ? Math.round((minuteMs / slowest) * 10) / 10 : null,
    calls: rows.reduce((sum, { callsTotal }) => sum + Number(callsTotal), 0),
    refusals: rows.reduce((sum, { refusalsTotal }) => sum + Number(refusalsTotal), 0),
  };
}

/** The pace of each of these streams: of its slowest endpoint, where it asks several. */
export async function listPaces<Kind extends StreamKind>(
  actor: Actor,
  kinds: readonly Kind[],
): Promise<Record<Kind, StreamPace>> {
  const templates = kinds.flatMap((kind) => templatesOf[kind]);
  const rows = await scoped(actor).pace.findMany({ where: { template: { in: templates } } });
  const entries = kinds.map(
    (kind) => [kind, paceOf(rows.filter(({ template }) => templatesOf[kind].includes(template)))] as const,
  );
  return Object.fromEntries(entries) as Record<Kind, StreamPace>;
}
