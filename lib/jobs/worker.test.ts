import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminKeyPlace } from "#lib/organizations/admin-key.ts";
import { seal } from "#lib/secrets/seal.ts";
import { streamKinds } from "#lib/sync/kinds.ts";
import { mirrorTotals } from "#lib/testing/mirror-totals.ts";
import { expectedUsage } from "#lib/testing/usage-totals.ts";
import { migrateDatabase } from "#scripts/database/migrate.ts";
import type { Cluster } from "#scripts/postgres/start.ts";
import { startPostgres } from "#scripts/postgres/start.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

// A Postgres of its own: this one is restarted under everybody's hands.
const dataDir = mkdtempSync(join(tmpdir(), "metsuke-worker-"));
let cluster: Cluster;
let twin: TestTwin;
let pool: pg.Pool;
const workers = new Set<ChildProcess>();

beforeAll(async () => {
  [cluster, twin] = await Promise.all([
    startPostgres({ dataDir, durable: false }),
    startTestTwin({ seed: "small", days: 30 }),
  ]);
  await migrateDatabase(cluster.url);
  pool = new pg.Pool({ connectionString: cluster.url, max: 2 });
  pool.on("error", () => undefined);
}, 120_000);

afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await pool.end();
  await cluster.stop();
  await twin.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, ["--conditions=react-server", "lib/jobs/main.ts"], {
    env: { ...process.env, DATABASE_URL: cluster.url, LOG_LEVEL: "fatal" },
    stdio: "ignore",
  });
  workers.add(worker);
  worker.once("exit", () => workers.delete(worker));
  return worker;
}

async function connect(): Promise<{ id: string }> {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO organizations (id, slug, name, base_url, time_zone, sealed_admin_key)
     VALUES ($1, 'sandbox', 'Sandbox', $2, 'Asia/Tokyo', $3)`,
    [id, twin.url, seal("sk-admin-twin", adminKeyPlace(id))],
  );
  return { id };
}

async function count(sql: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`);
  return rows[0]?.count ?? 0;
}

async function until(what: string, isSo: () => Promise<boolean>, ms = 300_000): Promise<void> {
  const endsAt = Date.now() + ms;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > endsAt) throw new Error(`It did not come to this: ${what}.`);
    await sleep(100);
  }
}

test("two workers, one killed, Postgres restarted in mid-sync: everything is there, once", async () => {
  const organization = await connect();
  twin.setFaults([{ kind: "delay", ms: 40 }]);
  const [first, second] = [startWorker(), startWorker()];
  await until("the sync has begun", async () => (await count("facts.usage")) > 0);

  first.kill("SIGKILL");
  await cluster.stop();
  cluster = await startPostgres({ dataDir, durable: false, port: cluster.port });
  const third = startWorker();
  twin.setFaults([]);
  await until(
    "every stream is read",
    async () => (await count("streams WHERE as_of IS NOT NULL")) === streamKinds.length,
  );

  const [upstream, mirror] = [await twin.totals(), await mirrorTotals(organization, pool)];
  const { users, projectUsers, apiKeys, groupUsers, events } = upstream;
  expect(mirror.directory).toMatchObject({ users, projectUsers, apiKeys, groupUsers, events });
  expect(mirror.usage).toMatchObject(expectedUsage(upstream));
  const { amount } = upstream.costs;
  expect(mirror.costs).toEqual({ amount, byMember: amount, daily: amount, members: amount });
  expect(second.exitCode).toBeNull();
  // The third may have come when there was nothing left to do: it is stopped once it listens.
  await until(
    "both that live have given a sign of life since",
    async () =>
      (await count(
        `workers WHERE pid IN (${second.pid}, ${third.pid}) AND seen_at > now() - interval '15 seconds'`,
      )) === 2,
  );

  for (const worker of [second, third]) {
    worker.kill("SIGTERM");
    const [code] = (await once(worker, "exit")) as [number | null];
    expect(code).toBe(0);
  }
  await expect(count(`workers WHERE pid IN (${second.pid}, ${third.pid})`)).resolves.toBe(0);
}, 480_000);
