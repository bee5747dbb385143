import type pg from "pg";
import { inspectSchema } from "#scripts/database/migrate.ts";
import type { Check, Verdict } from "./finding.ts";
import { duration, fail, ok, warn } from "./finding.ts";

const extensions = ["citext", "pg_trgm"];
/** Months that are made ahead: lib/sync/windows/prepare-months.ts makes two every night. */
const leastAheadDays = 31;
const skewSeconds = { warn: 2, fail: 30 };

async function one<Row extends object>(
  client: pg.Client,
  text: string,
  values: unknown[] = [],
): Promise<Row | undefined> {
  return (await client.query<Row>(text, values)).rows[0];
}

async function checkSchema(url: string): Promise<Verdict> {
  const { version, pending } = await inspectSchema(url);
  if (pending.length === 0) return ok(`PostgreSQL ${version}, schema up to date`);
  return fail(`PostgreSQL ${version}, ${pending.length} migrations to apply`, "Run npm run migrate.");
}

async function checkExtensions(client: pg.Client): Promise<Verdict> {
  const { rows } = await client.query<{ name: string }>("SELECT extname AS name FROM pg_extension");
  const missing = extensions.filter((wanted) => !rows.some(({ name }) => name === wanted));
  if (missing.length === 0) return ok(extensions.join(", "));
  return fail(
    `${missing.join(", ")} missing`,
    `As a superuser: CREATE EXTENSION ${missing.join("; CREATE EXTENSION ")};`,
  );
}

async function checkPartitions(client: pg.Client): Promise<Verdict[]> {
  const { rows } = await client.query<{ table: string; months: number; last: string; ahead: number }>(
    `SELECT parent.relname AS table, count(*)::int AS months, max(right(child.relname, 7)) AS last,
       (to_date(max(right(child.relname, 7)), 'YYYY_MM') + interval '1 month')::date - current_date AS ahead
     FROM pg_inherits JOIN pg_class parent ON parent.oid = inhparent JOIN pg_class child ON child.oid = inhrelid
     WHERE parent.relnamespace = 'facts'::regnamespace AND parent.relkind = 'p' AND child.relname ~ '_\\d{4}_\\d{2}$'
     GROUP BY 1 ORDER BY 1`,
  );
  return rows.map(({ table, months, last, ahead }) => {
    const says = `facts.${table}: ${months} months, to ${last.replace("_", "-")}`;
    return ahead >= leastAheadDays
      ? ok(says)
      : warn(says, "A worker makes the months to come every night and when it starts: see that one runs.");
  });
}

async function checkClock(client: pg.Client): Promise<Verdict> {
  const before = Date.now();
  const row = await one<{ now: Date }>(client, "SELECT clock_timestamp() AS now");
  const skew = Math.abs((row?.now.getTime() ?? 0) - (before + Date.now()) / 2) / 1000;
  const says = `${skew.toFixed(1)} s between this machine and the database`;
  const advice = "Let both follow a time server: sessions, paces and links end by these clocks.";
  if (skew >= skewSeconds.fail) return fail(says, advice);
  return skew >= skewSeconds.warn ? warn(says, advice) : ok(says);
}

/** What is measured, and how old the oldest of it is: whether the months go that were to go. */
async function checkAge(client: pg.Client): Promise<Verdict> {
  const row = await one<{ usage: string | null; events: string | null; size: string }>(
    client,
    `SELECT (SELECT min(day)::text FROM facts.usage_daily) AS usage,
       (SELECT min(effective_at)::date::text FROM facts.audit_events) AS events,
       pg_size_pretty(pg_database_size(current_database())) AS size`,
  );
  return ok(
    `${row?.size ?? "?"}; usage since ${row?.usage ?? "never"}, events since ${row?.events ?? "never"}`,
  );
}

async function checkReplica(client: pg.Client): Promise<Verdict> {
  const url = process.env["DATABASE_REPLICA_URL"];
  if (!url) return ok("none is set");
  const { connectTo } = await import("#scripts/database/connect.ts");
  const primary = await one<{ lsn: string }>(client, "SELECT pg_current_wal_lsn()::text AS lsn");
  const replica = await connectTo(url);
  try {
    const row = await one<{ standby: boolean; lag: number | null }>(
      replica,
      `SELECT pg_is_in_recovery() AS standby, CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= $1::pg_lsn THEN 0
         ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END::float8 AS lag`,
      [primary?.lsn],
    );
    if (!row?.standby)
      return warn("DATABASE_REPLICA_URL is no standby", "Name a streaming replica of DATABASE_URL.");
    const most = Number(process.env["METSUKE_REPLICA_LAG_SECONDS"] || 10);
    const says = row.lag === null ? "it has replayed nothing yet" : `${row.lag.toFixed(1)} s behind`;
    return row.lag !== null && row.lag <= most
      ? ok(says)
      : warn(says, "Reads go to the primary meanwhile; see why the replica cannot keep up.");
  } finally {
    await replica.end();
  }
}

async function checkLocks(client: pg.Client): Promise<Verdict> {
  const row = await one<{ longest: number | null }>(
    client,
    `SELECT extract(epoch FROM max(clock_timestamp() - xact_start))::float8 AS longest FROM pg_stat_activity
     WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
  );
  const longest = row?.longest ?? 0;
  if (longest < 60) return ok("no transaction stands idle");
  return warn(
    `a transaction has stood idle for ${duration(longest)}`,
    "Nothing is vacuumed meanwhile: end it (pg_stat_activity).",
  );
}

export function databaseChecks(url: string, client: pg.Client): Check[] {
  return [
    { title: "Database", run: () => checkSchema(url) },
    { title: "Extensions", run: () => checkExtensions(client) },
    { title: "Partitions", run: () => checkPartitions(client) },
    { title: "What is kept", run: () => checkAge(client) },
    { title: "Clocks", run: () => checkClock(client) },
    { title: "Replica", run: () => checkReplica(client) },
    { title: "Transactions", run: () => checkLocks(client) },
  ];
}
