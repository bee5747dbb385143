/**
 * node --conditions=react-server bench/migrations.ts [--rows 1000000]: brings a database of the version before, with
 * so many hourly usage rows and what belongs to them, to this version's schema while a reader reads and a writer
 * writes. Prints how long each migration took, and how long the reader and the writer had to wait at most; the ratio
 * is the whole of it to one sequential reading of the tables that were there.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { copyMigrationsOfBefore, fillOldInstallation, lastOfBefore } from "#lib/testing/old-installation.ts";
import { migrateDatabase } from "#scripts/database/migrate.ts";
import { root } from "#scripts/system/root.ts";
import { openServer } from "./database.ts";
import { timed } from "./pages/percentiles.ts";

const { values } = parseArgs({ options: { rows: { type: "string", default: "1000000" } } });
const migrations = join(root, "prisma/migrations");

type Watch = { longest: number; isOver: boolean };

/** Does the same again and again until told to stop, and notes the longest that it took. */
async function keepDoing(url: string, statement: string, watch: Watch): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  client.on("error", () => undefined);
  while (!watch.isOver) {
    watch.longest = Math.max(watch.longest, await timed(() => client.query(statement)));
    await sleep(5);
  }
  await client.end();
}

const read = `SELECT (SELECT count(*) FROM (SELECT FROM facts.usage LIMIT 50) a), (SELECT count(*) FROM (SELECT FROM facts.costs LIMIT 50) b),
  (SELECT count(*) FROM (SELECT FROM facts.audit_events LIMIT 50) c), (SELECT count(*) FROM (SELECT FROM facts.usage_daily LIMIT 50) d)`;
/** What the sync writes: each takes the lock that its inserts take, with columns that both versions have. */
const write = `INSERT INTO facts.usage (organization_id, bucket_at, kind, project_id, model, requests)
    SELECT id, '2026-02-03'::timestamptz + random() * interval '1 hour', 'embeddings', 'proj-' || random(), 'm', 1 FROM organizations;
  DELETE FROM facts.usage_daily WHERE day = '2001-01-01'; DELETE FROM facts.costs_daily WHERE day = '2001-01-01';
  DELETE FROM facts.costs WHERE day = '2001-01-01'; DELETE FROM facts.audit_events WHERE effective_at < '2001-01-01'`;

async function migrateOne(url: string, folder: string, name: string): Promise<string> {
  cpSync(join(migrations, name), join(folder, name), { recursive: true });
  const reader: Watch = { longest: 0, isOver: false };
  const writer: Watch = { longest: 0, isOver: false };
  const both = Promise.all([keepDoing(url, read, reader), keepDoing(url, write, writer)]);
  const took = await timed(() => migrateDatabase(url, folder));
  reader.isOver = writer.isOver = true;
  await both;
  const figures = [took, reader.longest, writer.longest].map((ms) => (ms / 1000).toFixed(2).padStart(8));
  return `${name.padEnd(44)}${figures.join("")}`;
}

async function measure(url: string, folder: string): Promise<void> {
  copyMigrationsOfBefore(folder);
  await migrateDatabase(url, folder);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await fillOldInstallation(client, Number(values.rows));
  await client.query("VACUUM (ANALYZE)");
  const whole = await timed(() =>
    client.query(
      "SELECT (SELECT sum(requests) FROM facts.usage), (SELECT sum(amount) FROM facts.costs), (SELECT count(raw::text) FROM facts.audit_events)",
    ),
  );
  console.log(`${"seconds".padEnd(44)}    took  reader  writer`);
  const startedAt = performance.now();
  for (const name of readdirSync(migrations).filter((each) => /^\d{14}_/.test(each) && each > lastOfBefore))
    console.log(await migrateOne(url, folder, name));
  const all = performance.now() - startedAt;
  console.log(
    `${(all / 1000).toFixed(1)} s in all; one reading of every row ${(whole / 1000).toFixed(2)} s, ratio ${(all / whole).toFixed(0)}`,
  );
  await client.end();
}

const server = await openServer();
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
const folder = mkdtempSync(join(tmpdir(), "metsuke-migrations-"));
const database = "metsuke_bench_migrations";
try {
  await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${database} TEMPLATE template0`);
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  await measure(url.href, folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
  await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await admin.end();
  await server.stop();
}
