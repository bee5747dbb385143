import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "#lib/env.ts";
import { PrismaClient } from "#lib/generated/prisma/client.ts";
import { log } from "#lib/log.ts";
import { measurePool } from "#lib/metrics/measure-pool.ts";

/** One pool and one client a process, kept over hot reloads in development. */
const held = globalThis as typeof globalThis & {
  metsukePool?: pg.Pool;
  metsukeWriter?: PrismaClient;
  metsukeReader?: PrismaClient;
  metsukeReplica?: PrismaClient;
};

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
export const pool: pg.Pool = (held.metsukePool ??= openPool("main"));

/** The writing client. Only lib/audit/change.ts, the sync and the sign-in may import it; lint holds that. */
export const writer: PrismaClient = (held.metsukeWriter ??= new PrismaClient({
  adapter: new PrismaPg(pool),
  // Prisma gives up after 2 and 5 seconds, which a busy machine takes: what upstream did would go unrecorded.
  transactionOptions: { maxWait: 10_000, timeout: 20_000 },
}));

/** What one statement that serves a page may take. */
const pageStatementMs = 10_000;

/**
 * The client behind scoped() and scopedSql(): Postgres ends a statement of its that takes too long. Jobs and
 * exports have connections of their own and take the time they need.
 */
export const reader: PrismaClient = (held.metsukeReader ??= new PrismaClient({
  adapter: new PrismaPg(openPool("pages", { statement_timeout: pageStatementMs })),
}));

function openReplica(url: string): PrismaClient {
  const options = { connectionString: url, statement_timeout: pageStatementMs };
  return new PrismaClient({ adapter: new PrismaPg(openPool("replica", options)) });
}

/** As reader, at DATABASE_REPLICA_URL where that is set. Only lib/replica.ts knows whether it is fit to be asked. */
export function replica(): PrismaClient | undefined {
  const url = env().DATABASE_REPLICA_URL;
  return url ? (held.metsukeReplica ??= openReplica(url)) : undefined;
}
