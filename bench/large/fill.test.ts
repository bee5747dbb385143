import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { env } from "#lib/env.ts";
import { syncEverything } from "#lib/sync/run-all.ts";
import { anOrganization } from "#lib/testing/factories.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { RunningTwin } from "#twin/server.ts";
import { startTwin } from "#twin/server.ts";
import { compareMirrors } from "./compare.ts";
import { fillLarge } from "./fill.ts";

let twin: RunningTwin;

beforeAll(async () => {
  twin = await startTwin({
    port: 0,
    databaseUrl: env().DATABASE_URL,
    seed: "large",
    scale: 0.0004,
    days: 60,
  });
});
afterAll(() => twin.close());

test("the mirror that set-based SQL fills is the one that the sync reads", { timeout: 300_000 }, async () => {
  const filled = await anOrganization({ timeZone: "Asia/Tokyo" });
  const client = await pool.connect();
  try {
    await fillLarge(client, filled.id);
    const synced = await aConnectedOrganization(twin);
    await pool.query("UPDATE organizations SET time_zone = 'Asia/Tokyo' WHERE id = $1", [synced.id]);
    const outcomes = await syncEverything(synced.id);
    expect(outcomes.filter(({ error }) => error)).toEqual([]);

    const { differences, rows } = await compareMirrors(client, filled.id, synced.id);
    expect(differences).toEqual([]);
    expect(rows["facts.usage"]).toBeGreaterThan(1_000);
    expect(rows["facts.audit_events"]).toBeGreaterThan(500);
    expect(rows["facts.costs_daily"]).toBeGreaterThan(100);
    expect(rows["members"]).toBeGreaterThan(20);
  } finally {
    client.release(true);
  }
});
