import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "#lib/env.ts";
import { PrismaClient } from "#lib/generated/prisma/client.ts";

/** One pool and one client a process, kept over hot reloads in development. */
const held = globalThis as typeof globalThis & {
  metsukePool?: pg.Pool;
  metsukeWriter?: PrismaClient;
  metsukeReader?: PrismaClient;
};

function openPool(more: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    ...more,
    connectionString: env().DATABASE_URL,
    max: env().DATABASE_POOL_SIZE,
    application_name: "metsuke",
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  });
  // A dropped idle connection (a restarted Postgres) must not end the process: the next query opens another.
  pool.on("error", (error) =>
    console.error(JSON.stringify({ level: "warn", msg: "idle connection lost", error: error.message })),
  );
  return pool;
}

/** The pool for what Prisma cannot do: COPY, unnest, cursors, advisory locks. */
export const pool: pg.Pool = (held.metsukePool ??= openPool());

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
  adapter: new PrismaPg(openPool({ statement_timeout: pageStatementMs })),
}));
