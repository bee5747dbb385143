import type { Reading } from "#lib/db-writer.ts";
import { reader, reading, replica } from "#lib/db-writer.ts";
import { env } from "#lib/env.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { log } from "#lib/log.ts";
import { processWide } from "#lib/process-wide.ts";

type Fitness = {
  isFit: boolean;
  turns: number;
  lagSeconds: number | null;
  checkedAt: number;
  checking?: Promise<void>;
};

const fitness = processWide<Fitness>("fitness of the replica", () => ({
  isFit: false,
  turns: 0,
  lagSeconds: null,
  checkedAt: -Infinity,
}));

const checkEveryMs = 2_000;

/** Seconds that the replica is behind: none where it has all that the primary had, however long ago that was. */
async function lagOf(client: PrismaClient): Promise<number> {
  const [primary] = await reader.$queryRaw<{ lsn: string }[]>`SELECT pg_current_wal_lsn()::text AS lsn`;
  const [behind] = await client.$queryRaw<{ lag: number | null }[]>`
    SELECT CASE
      WHEN NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= ${primary?.lsn ?? ""}::pg_lsn THEN 0
      ELSE greatest(0, extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()))
    END::float8 AS lag`;
  return behind?.lag ?? Number.POSITIVE_INFINITY;
}

function note(isFit: boolean, lagSeconds: number | null, error?: unknown): void {
  if (isFit !== fitness.isFit) {
    fitness.turns += 1;
    const line = { lagSeconds, ...(error === undefined ? {} : { err: error }) };
    if (isFit) log.info(line, "reads that may lag go to the replica");
    else log.warn(line, "the replica is not fit: the primary is asked");
  }
  Object.assign(fitness, { isFit, lagSeconds, checkedAt: performance.now() });
}

async function check(client: PrismaClient): Promise<void> {
  try {
    const lag = await lagOf(client);
    note(lag <= env().METSUKE_REPLICA_LAG_SECONDS, Number.isFinite(lag) ? lag : null);
  } catch (error) {
    note(false, null, error);
  }
}

/** Looks at the replica again if that was long ago, beside whatever is going on; two never look at once. */
function look(client: PrismaClient): void {
  if (fitness.checking || performance.now() - fitness.checkedAt < checkEveryMs) return;
  fitness.checking = check(client).finally(() => delete fitness.checking);
}

/** The replica's lag in seconds as last seen; null where there is none, or it does not answer. */
export function replicaLagSeconds(): number | null {
  return replica() ? fitness.lagSeconds : null;
}

/** How often reads went over to the replica or back: between two equal answers all of them went to the same. */
export function replicaTurns(): number {
  return fitness.turns;
}

/** What only says that the replica is in trouble: gone, starting, or ahead of the reader's snapshot. */
const troubles =
  /40001|57P0[123]|ECONN|terminat|recovery|Can't reach|timeout exceeded when trying to connect/i;

/**
 * Reads what may lag a little: from the replica where there is one that is not too far behind, else, or when that
 * fails in mid-read, from the primary.
 */
export async function readLagging<Result>(read: (from: Reading) => Promise<Result>): Promise<Result> {
  const other = replica();
  if (!other) return read(reading);
  look(other.client);
  if (!fitness.isFit) return read(reading);
  try {
    return await read(other);
  } catch (error) {
    if (!troubles.test(`${error instanceof Error ? error.message : String(error)} ${JSON.stringify(error)}`))
      throw error;
    note(false, null, error);
    return read(reading);
  }
}
