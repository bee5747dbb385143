import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "#lib/env.ts";
import { PrismaClient } from "#lib/generated/prisma/client.ts";
import { log } from "#lib/log.ts";
import { measurePool } from "#lib/metrics/measure-pool.ts";
import { processWide } from "#lib/process-wide.ts";

/** A client that only reads, and its pool, for statements that are whole without it. */
export type Reading = { client: PrismaClient; pool: pg.Pool };

/** name is the pool's in the metrics. */
function openPool(name: string, more: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    ...more,
    max: env().DATABASE_POOL_SIZE,
    application_name: "metsuke",
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  });
  // A dropped idle connection (a restarted Postgres) must not end the process: the next query opens another.
  pool.on("error", (error) => log.warn({ pool: name, error: error.message }, "idle connection lost"));
  return measurePool(pool, name);
}

/** The pool for what Prisma cannot do: COPY, unnest, cursors, advisory locks. */
export const pool: pg.Pool = processWide("main pool", () => openPool("main"));

/** The writing client. Only lib/audit/change.ts, the sync and the sign-in may import it; lint holds that. */
export const writer: PrismaClient = processWide(
  "writing client",
  () =>
    new PrismaClient({
      adapter: new PrismaPg(pool),
      // Prisma gives up after 2 and 5 seconds, which a busy machine takes: what upstream did would go unrecorded.
      transactionOptions: { maxWait: 10_000, timeout: 20_000 },
    }),
);

/** What one statement that serves a page may take. */
const pageStatementMs = 10_000;

function openReading(name: string, url?: string): Reading {
  const readingPool = openPool(name, {
    statement_timeout: pageStatementMs,
    ...(url !== undefined && { connectionString: url }),
  });
  return { client: new PrismaClient({ adapter: new PrismaPg(readingPool) }), pool: readingPool };
}

/**
 * What is behind scoped() and scopedSql(): Postgres ends a statement of its that takes too long. Jobs and
 * exports have connections of their own and take the time they need.
 */
export const reading: Reading = processWide("reading client", () => openReading("pages"));
export const reader: PrismaClient = reading.client;

/** As reading, at DATABASE_REPLICA_URL where that is set. Only lib/replica.ts knows whether it is fit to be asked. */
export function replica(): Reading | undefined {
  const url = env().DATABASE_REPLICA_URL;
  return url ? processWide("replica", () => openReading("replica", url)) : undefined;
}
