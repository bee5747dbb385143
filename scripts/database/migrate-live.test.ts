import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { copyMigrationsOfBefore, fillOldInstallation } from "#lib/testing/old-installation.ts";
import { migrateDatabase } from "./migrate.ts";

vi.setConfig({ testTimeout: 120_000 });

/** What counts as shut out: a reader that has waited so long for a lock gives up. */
const momentMs = 5_000;

let folder: string;
let url: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "metsuke-live-"));
  const address = new URL(process.env["TEST_DATABASE_SERVER_URL"] ?? "");
  address.pathname = `/${process.env["TEST_DATABASE_PREFIX"]}_live_${randomUUID().slice(0, 8)}`;
  url = address.toString();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function open(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

const reads = [
  "members",
  "organizations",
  "streams",
  "paces",
  "facts.usage",
  "facts.costs",
  "facts.audit_events",
];

/** Reads what pages read, over and over, until told to stop; how often it did. Throws where it is shut out. */
async function readOn(signal: { isOver: boolean }): Promise<number> {
  const client = await open();
  await client.query(`SET lock_timeout = ${momentMs}`);
  let rounds = 0;
  for (; !signal.isOver; rounds += 1) {
    for (const table of reads) await client.query(`SELECT * FROM ${table} LIMIT 10`);
    await sleep(5);
  }
  await client.end();
  return rounds;
}

test("the schema of the version before becomes this one's with data in it while a reader reads", async () => {
  copyMigrationsOfBefore(folder);
  await migrateDatabase(url, folder);
  const client = await open();
  await fillOldInstallation(client, 100_000);

  const signal = { isOver: false };
  const reading = readOn(signal);
  const applied = await migrateDatabase(url);
  signal.isOver = true;
  expect(await reading).toBeGreaterThan(3);
  expect(applied.length).toBeGreaterThan(3);
  const { rows } = await client.query<{ usage: string; rolled: string }>(
    `SELECT (SELECT sum(requests) FROM facts.usage) AS usage,
       (SELECT sum(requests) FROM facts.usage_daily WHERE grain = 'full') AS rolled`,
  );
  expect(rows).toEqual([{ usage: "100000", rolled: "100000" }]);
  await client.end();
});

function migration(name: string, script: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), script);
}

const quick = { lockTimeoutMs: 200, attempts: 50, pauseMs: 100 };

test("a migration that meets a long transaction lets readers pass, again and again, until it is over", async () => {
  migration("1_first", "CREATE TABLE busy (id int); INSERT INTO busy SELECT generate_series(1, 10);");
  await migrateDatabase(url, folder);
  migration("2_second", "ALTER TABLE busy ADD COLUMN more int;");
  const [long, reader] = [await open(), await open()];
  await long.query("BEGIN; SELECT * FROM busy;");
  const migrating = migrateDatabase(url, folder, quick);
  await reader.query("SET lock_timeout = 2000");
  for (let round = 0; round < 10; round += 1) {
    await reader.query("SELECT * FROM busy");
    await sleep(100);
  }
  await long.query("COMMIT");
  expect(await migrating).toEqual(["2_second"]);
  await Promise.all([long.end(), reader.end()]);
});

test("one that never gets its lock gives up in words, and nothing of it stays", async () => {
  migration("1_first", "CREATE TABLE held (id int);");
  await migrateDatabase(url, folder);
  migration("2_second", "CREATE TABLE half (id int); ALTER TABLE held ADD COLUMN more int;");
  const long = await open();
  await long.query("BEGIN; SELECT * FROM held;");
  await expect(migrateDatabase(url, folder, { ...quick, attempts: 2 })).rejects.toThrow(
    /2_second failed and was undone: .*2 times: something holds a table for long/,
  );
  await long.query("COMMIT");
  expect((await long.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
  await long.end();
});

test("an index of a partitioned table is built on each partition, outside any transaction, and again after a break", async () => {
  migration(
    "1_first",
    `CREATE TABLE parted (at date, id int) PARTITION BY RANGE (at);
     CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
     CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
     INSERT INTO parted SELECT '2026-01-01'::date + n % 50, n FROM generate_series(1, 1000) n;`,
  );
  await migrateDatabase(url, folder);
  const broken = "CREATE UNIQUE INDEX CONCURRENTLY plain_id ON parted_1 (at)";
  migration(
    "2_broken",
    `-- outside a transaction\nCREATE INDEX CONCURRENTLY parted_id ON parted (id);\n${broken};`,
  );
  await expect(migrateDatabase(url, folder)).rejects.toThrow("2_broken failed half way: run it again");
  migration(
    "2_broken",
    "-- outside a transaction\nCREATE INDEX CONCURRENTLY parted_id ON parted (id);\nSELECT 1;",
  );
  expect(await migrateDatabase(url, folder)).toEqual(["2_broken"]);

  const client = await open();
  const { rows } = await client.query<{ name: string; valid: boolean }>(
    `SELECT relname AS name, indisvalid AS valid FROM pg_index JOIN pg_class ON oid = indexrelid
     WHERE relname ~ 'parted.*id' ORDER BY 1`,
  );
  expect(rows).toEqual([
    { name: "parted_1_parted_id", valid: true },
    { name: "parted_2_parted_id", valid: true },
    { name: "parted_id", valid: true },
  ]);
  await client.end();
});

test("a writer that goes from one table of a migration to another is not in a deadlock with it", async () => {
  migration("1_first", "CREATE TABLE counts (n int); CREATE TABLE counts_daily (n int);");
  await migrateDatabase(url, folder);
  migration(
    "2_second",
    `LOCK TABLE counts_daily IN SHARE MODE; CREATE TABLE summed AS SELECT n FROM counts_daily; SELECT pg_sleep(1.5);
     ALTER TABLE counts ADD COLUMN more int;`,
  );
  const writer = await open();
  const isOver = { value: false };
  let written = 0;
  const writing = (async () => {
    for (; !isOver.value; written += 1) {
      await writer.query("BEGIN; INSERT INTO counts VALUES (1); INSERT INTO counts_daily VALUES (1); COMMIT");
      await sleep(5);
    }
  })();
  // Tried once: to be undone and tried again would be minutes of work each time.
  expect(await migrateDatabase(url, folder, { ...quick, lockTimeoutMs: 5_000, attempts: 1 })).toEqual([
    "2_second",
  ]);
  isOver.value = true;
  await writing;
  const { rows } = await writer.query<{ counts: number; counts_daily: number }>(
    "SELECT (SELECT count(*)::int FROM counts) AS counts, (SELECT count(*)::int FROM counts_daily) AS counts_daily",
  );
  expect(rows).toEqual([{ counts: written, counts_daily: written }]);
  await writer.end();
});
