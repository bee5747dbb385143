import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { Failure } from "../system/failure.ts";
import { runConcurrently } from "./concurrently.ts";
import { connectTo } from "./connect.ts";
import { lockedTables } from "./locked-tables.ts";
import { statementsOf } from "./statements.ts";

type Migration = { name: string; script: string };
type Applied = { name: string; isFinished: boolean };

const defaultFolder = new URL("../../prisma/migrations", import.meta.url).pathname;
/** Prisma's own number, so that its CLI and this never migrate at the same time. */
const advisoryLock = 72_707_369;
/** The first line of a migration that can't be in a transaction, such as CREATE INDEX CONCURRENTLY. */
const outsideTransaction = "-- outside a transaction";

export type Patience = {
  /**
   * How long a statement waits for a lock before it lets go and tries again: while it waits, everybody who comes
   * after waits behind it, readers too. More than deadlock_timeout (1 s): only then does autovacuum make way.
   */
  lockTimeoutMs: number;
  attempts: number;
  pauseMs: number;
};
const usualPatience: Patience = { lockTimeoutMs: 2_000, attempts: 120, pauseMs: 500 };
/** lock_not_available, deadlock_detected: nothing is wrong with the migration, it came at a bad moment. */
const badMoments = ["55P03", "40P01"];

function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, script: readFileSync(join(folder, name, "migration.sql"), "utf8") }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function readApplied(client: Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS "isFinished"
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

async function ensureTable(client: Client): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
    migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`);
}

function refuseNewerSchema(applied: Applied[], known: Migration[]): void {
  const names = new Set(known.map(({ name }) => name));
  const unknown = applied.filter(({ name }) => !names.has(name)).map(({ name }) => name);
  if (unknown.length === 0) return;
  throw new Failure(
    `The database was migrated by a newer version of Metsuke (${unknown.join(", ")} is unknown here): ` +
      "run that version, or restore a backup made before the update.",
  );
}

async function record(client: Client, { name, script }: Migration): Promise<void> {
  const checksum = createHash("sha256").update(script).digest("hex");
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
}

/**
 * Makes writers of every table that the script will lock wait from the start. Else one that has written to the first
 * table and waits for the second is in a deadlock with a migration that comes to the first at its end, after minutes
 * of work. Readers go on. By name, which is how the sync goes from rows to their rollups.
 */
async function holdWriters(client: Client, { script }: Migration): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class
     WHERE oid = ANY (SELECT to_regclass(name) FROM unnest($1::text[]) AS name) AND relkind IN ('r', 'p') ORDER BY 1`,
    [lockedTables(script)],
  );
  if (rows.length > 0)
    await client.query(`LOCK TABLE ${rows.map(({ name }) => name).join(", ")} IN SHARE MODE`);
}

async function inTransaction(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    await holdWriters(client, migration);
    await client.query(migration.script);
    await record(client, migration);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** Statement by statement; one that was cut short is done again from its start and must bear it. */
async function withoutTransaction(client: Client, migration: Migration): Promise<void> {
  for (const statement of statementsOf(migration.script)) {
    // It takes no lock that a reader or writer minds, and has to outwait the transactions that are open.
    const isConcurrent = /\bCONCURRENTLY\b/i.test(statement);
    if (isConcurrent) await client.query("SET lock_timeout = 0");
    await runConcurrently(client, statement);
  }
  await record(client, migration);
}

/** Script and record in one transaction: a migration cut short by a crash has not happened. */
async function apply(client: Client, migration: Migration, patience: Patience): Promise<void> {
  const isAtomic = !migration.script.startsWith(outsideTransaction);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`SET lock_timeout = ${patience.lockTimeoutMs}`);
      return await (isAtomic ? inTransaction : withoutTransaction)(client, migration);
    } catch (error) {
      const isLocked = error instanceof Error && "code" in error && badMoments.includes(String(error.code));
      if (isLocked && attempt < patience.attempts) {
        await sleep(patience.pauseMs);
        continue;
      }
      const reason = error instanceof Error ? error.message : String(error);
      const hint = isLocked
        ? `, ${attempt} times: something holds a table for long, see pg_stat_activity`
        : "";
      const state = isAtomic ? "and was undone" : "half way: run it again";
      throw new Failure(`The migration ${migration.name} failed ${state}: ${reason}${hint}.`, 1, {
        cause: error,
      });
    }
  }
}

async function applyPending(client: Client, known: Migration[], patience: Patience): Promise<string[]> {
  await ensureTable(client);
  // Left by Prisma's CLI when it was killed; its script is one transaction too, so nothing of it stayed.
  await client.query(
    "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL",
  );
  const applied = await readApplied(client);
  refuseNewerSchema(applied, known);
  const done = new Set(applied.map(({ name }) => name));
  const pending = known.filter(({ name }) => !done.has(name));
  for (const migration of pending) await apply(client, migration, patience);
  return pending.map(({ name }) => name);
}

/**
 * Brings a database to this version's schema, one process at a time, and returns what was applied. Keeps
 * Prisma's own table, so `npx prisma migrate status` agrees. Throws a Failure in words.
 */
export async function migrateDatabase(
  url: string,
  folder = defaultFolder,
  patience = usualPatience,
): Promise<string[]> {
  const client = await connectTo(url);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [advisoryLock]);
    return await applyPending(client, readMigrations(folder), patience);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "42501")) throw error;
    throw new Failure(`The user of DATABASE_URL may not change the schema: ${error.message}.`, 1, {
      cause: error,
    });
  } finally {
    await client.end();
  }
}

/** What a start would find, without changing anything. Throws a Failure as `migrateDatabase` does. */
export async function inspectSchema(url: string): Promise<{ version: string; pending: string[] }> {
  const client = await connectTo(url);
  try {
    const version = await client.query<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
    );
    const table = await client.query("SELECT 1 WHERE to_regclass('_prisma_migrations') IS NOT NULL");
    const applied = table.rowCount === 1 ? await readApplied(client) : [];
    const known = readMigrations(defaultFolder);
    refuseNewerSchema(applied, known);
    const done = new Set(applied.flatMap(({ name, isFinished }) => (isFinished ? [name] : [])));
    const pending = known.map(({ name }) => name).filter((name) => !done.has(name));
    return { version: version.rows[0]?.version ?? "", pending };
  } finally {
    await client.end();
  }
}
