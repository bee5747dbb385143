import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import type { Pair } from "#lib/testing/standby.ts";
import { startPair } from "#lib/testing/standby.ts";
import { migrateDatabase } from "#scripts/database/migrate.ts";
import type { Cluster } from "#scripts/postgres/start.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

let pair: Pair;
let standby: Cluster;
let actor: Actor;
let ask: (table: string) => Promise<boolean | undefined>;

beforeAll(async () => {
  pair = await startPair();
  standby = await pair.startStandby();
  await migrateDatabase(pair.primary.url);
  // Read once, at the first use of what is loaded below.
  process.env["DATABASE_URL"] = pair.primary.url;
  process.env["DATABASE_REPLICA_URL"] = standby.url;
  process.env["METSUKE_REPLICA_LAG_SECONDS"] = "1";
  const { Prisma } = await import("#lib/generated/prisma/client.ts");
  const { scopedSql } = await import("#lib/scoped.ts");
  const { anActor } = await import("#lib/testing/factories.ts");
  actor = await anActor();
  ask = async (table) => {
    const rows = await scopedSql<{ isReplica: boolean }>(
      actor,
      Prisma.sql`SELECT pg_is_in_recovery() AS "isReplica", count(*) FROM ${Prisma.raw(table)}
        WHERE organization_id = ${actor.organization.id}::uuid`,
    );
    return rows[0]?.isReplica;
  };
});

afterAll(async () => {
  const { pool, reader, replica, writer } = await import("#lib/db-writer.ts");
  await Promise.all([reader.$disconnect(), writer.$disconnect(), replica()?.client.$disconnect()]);
  await pool.end();
  await pair.stop();
});

const becomes = (isReplica: boolean) =>
  expect.poll(() => ask("facts.usage"), { timeout: 30_000, interval: 200 }).toBe(isReplica);

async function onStandby(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: standby.url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function write(): Promise<void> {
  const client = new pg.Client({ connectionString: pair.primary.url });
  await client.connect();
  await client.query("CREATE TABLE IF NOT EXISTS public.noise (n int); INSERT INTO public.noise VALUES (1)");
  await client.end();
}

test("facts are read from the replica, what people change from the primary", async () => {
  await becomes(true);
  const { collectMetrics } = await import("#lib/metrics/collect.ts");
  expect(await collectMetrics()).toMatch(/^metsuke_replica_lag_seconds [\d.]+$/m);
  expect(await ask("members")).toBe(false);
  expect(await ask("trail")).toBe(false);
});

test("a replica that is too far behind is not asked until it has caught up", async () => {
  await becomes(true);
  await onStandby("SELECT pg_wal_replay_pause()");
  await write();
  await becomes(false);
  await onStandby("SELECT pg_wal_replay_resume()");
  await becomes(true);
});

test("a primary that has written nothing for long does not make its replica late", async () => {
  await becomes(true);
  await sleep(4_000);
  // Looked at again and again, it has to be found fit; once it may have been a moment late on a busy machine.
  for (let round = 0; round < 3; round += 1) await becomes(true);
});

test("a replica that goes away is missed by nobody, and is asked again when it is back", async () => {
  await becomes(true);
  const { port } = standby;
  await standby.stop();
  for (let round = 0; round < 5; round += 1) expect(await ask("facts.usage")).toBe(false);
  standby = await pair.startStandby(port);
  await becomes(true);
});
