import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { migrateDatabase } from "./migrate.ts";

vi.setConfig({ testTimeout: 120_000 });

const all = new URL("../../prisma/migrations/", import.meta.url).pathname;
/** The last migration of the version before this one. */
const before = "20261122000250_sign_in_attempts";
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

async function fill(client: pg.Client): Promise<void> {
  await client.query(`
    INSERT INTO organizations (id, slug, name, base_url) VALUES (gen_random_uuid(), 'live', 'Live', 'http://127.0.0.1:9/v1');
    SELECT facts.ensure_months(t, '2026-01-01', '2026-03-31') FROM unnest(ARRAY['usage', 'costs', 'audit_events']) AS t;
    INSERT INTO members (organization_id, id, email, name, raw, mirrored_at)
      SELECT o.id, 'user-' || n, n || '@example.com', 'Person ' || n, '{}', now() FROM organizations o, generate_series(1, 2000) n;
    INSERT INTO facts.usage (organization_id, bucket_at, kind, project_id, api_key_id, model, requests, detail)
      SELECT o.id, '2026-01-01'::timestamptz + n % 2000 * interval '1 hour', 'completions', 'proj-' || n % 50, 'key-' || n % 400,
        'gpt-5', 1, CASE WHEN n % 9 = 0 THEN '{"size": "512x512"}'::jsonb END FROM organizations o, generate_series(1, 100000) n;
    SELECT facts.refresh_usage_daily(id, 'completions', 'UTC', '2026-01-01', '2026-03-31') FROM organizations;
    INSERT INTO facts.costs (organization_id, "grouping", day, project_id, line_item, amount, currency)
      SELECT o.id, 'project_line_item', '2026-01-01'::date + n % 90, 'proj-' || n % 50, 'item ' || n % 9, 0.5, 'usd'
      FROM organizations o, generate_series(1, 30000) n;
    INSERT INTO facts.audit_events (organization_id, effective_at, id, type, search_text, raw)
      SELECT o.id, '2026-01-01'::timestamptz + n * interval '1 minute', 'e' || n, 'x', md5(n::text), '{}'
      FROM organizations o, generate_series(1, 50000) n;`);
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
  for (const name of readdirSync(all).filter((each) => each <= before))
    cpSync(join(all, name), join(folder, name), { recursive: true });
  await migrateDatabase(url, folder);
  const client = await open();
  await fill(client);

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
