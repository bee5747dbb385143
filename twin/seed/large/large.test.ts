import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool, transaction } from "#twin/database.ts";
import { deriveCosts } from "#twin/seed/costs.ts";
import { startTwin } from "#twin/server.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import type { Totals } from "#twin/totals.ts";

const scale = 0.002;
let twin: TestTwin;
let seeded: Totals;
beforeAll(async () => {
  twin = await startTestTwin({ seed: "large", scale });
  seeded = await twin.totals();
}, 120_000);
afterAll(() => twin.stop());

const near = (whole: number) => [whole * scale * 0.9, whole * scale * 1.1] as const;

test("a part of the large organization has its part of everything", () => {
  const keys = seeded.apiKeys;
  expect(seeded).toMatchObject({ projects: 5, groups: 3 });
  expect(seeded.users).toBeGreaterThan(85);
  expect(keys).toBeGreaterThan(30);
  const tools = Object.values(seeded.tools).reduce((sum, kind) => sum + (kind?.rows ?? 0), 0);
  const rows = seeded.completions.rows + seeded.decisions.rows + seeded.embeddings.rows + tools;
  const [leastRows, mostRows] = near(20_000_000);
  expect(rows).toBeGreaterThan(leastRows);
  expect(rows).toBeLessThan(mostRows);
  const [leastEvents, mostEvents] = near(10_000_000);
  expect(seeded.events + seeded.tenantEvents).toBeGreaterThan(leastEvents);
  expect(seeded.events + seeded.tenantEvents).toBeLessThan(mostEvents);
});

test("costs follow from the usage, and usage from keys that lived", async () => {
  const [wrong] = await twin.sql(`SELECT
    (SELECT count(*)::int FROM twin.usage_completions u LEFT JOIN twin.prices p ON p.model = u.model
      AND p.tier = CASE WHEN u.batch THEN 'batch' ELSE u.service_tier END AND p.meter = 'output_tokens' WHERE p.model IS NULL) AS unpriced,
    (SELECT count(*)::int FROM twin.usage_completions u JOIN twin.api_keys k ON k.id = u.api_key_id JOIN twin.projects p ON p.id = k.project_id
      WHERE u.hour_at < k.created_at OR u.hour_at > k.deleted_at OR u.hour_at > p.archived_at OR u.project_id <> k.project_id) AS dead,
    (SELECT count(*)::int FROM (SELECT FROM twin.usage_completions GROUP BY hour_at, api_key_id HAVING count(*) > 1) d) AS doubled,
    (SELECT count(*)::int FROM twin.api_keys k JOIN twin.users u ON u.id = k.owner_user_id
      WHERE k.created_at < u.added_at OR k.created_at > u.deleted_at) AS orphans`);
  expect(wrong).toEqual({ unpriced: 0, dead: 0, doubled: 0, orphans: 0 });
  const [sum] = await twin.sql(
    `SELECT (SELECT sum(input_tokens + output_tokens) FROM (SELECT input_tokens, output_tokens FROM twin.usage_completions
       UNION ALL SELECT input_tokens, output_tokens FROM twin.usage_decisions UNION ALL SELECT input_tokens, 0 FROM twin.usage_embeddings) u)
     = (SELECT sum(quantity) FROM twin.costs WHERE quantity_unit = 'tokens') AS same`,
  );
  expect(sum?.same).toBe(true);
});

test("costs are what the price table makes of the usage, and last uses what the usage says", async () => {
  const before = await twin.sql("SELECT count(*)::int AS rows, sum(amount)::text AS amount FROM twin.costs");
  const pool = openPool(twin.databaseUrl);
  await transaction(pool, (tx) => deriveCosts(tx, 0));
  await pool.end();
  expect(await twin.sql("SELECT count(*)::int AS rows, sum(amount)::text AS amount FROM twin.costs")).toEqual(
    before,
  );
  const [wrong] = await twin.sql(
    `SELECT count(*)::int AS keys FROM twin.api_keys k LEFT JOIN (SELECT api_key_id, max(hour_at) + 1740 AS at FROM (
       SELECT api_key_id, hour_at FROM twin.usage_completions UNION ALL SELECT api_key_id, hour_at FROM twin.usage_decisions
       UNION ALL SELECT api_key_id, hour_at FROM twin.usage_embeddings UNION ALL SELECT api_key_id, hour_at FROM twin.usage_tools) u
     GROUP BY 1) used ON used.api_key_id = k.id WHERE k.last_used_at IS DISTINCT FROM used.at
       OR k.last_used_at < k.created_at OR k.last_used_at > least(k.deleted_at, k.expires_at)`,
  );
  expect(wrong?.keys).toBe(0);
});

test("groups differ in size, stand in projects, and limits and alerts are there", async () => {
  const sizes = await twin.sql(
    "SELECT count(*)::int AS n FROM twin.group_users GROUP BY group_id ORDER BY 1",
  );
  expect(Number(sizes.at(-1)?.n)).toBeGreaterThan(Number(sizes[0]?.n));
  expect(seeded.spendLimits).toBeGreaterThan(0);
  expect(seeded.spendAlerts).toBe(2 * seeded.spendLimits);
  const { data } = await twin.admin.projects.list({ limit: 100 });
  const inProjects = await Promise.all(data.map(({ id }) => twin.admin.projects.groups.list(id)));
  expect(inProjects.flatMap((page) => page.data).length).toBeGreaterThan(0);
});

test("whoever an event names as its actor was there when it happened", async () => {
  const [wrong] = await twin.sql(
    `SELECT count(*)::int AS events FROM twin.events e LEFT JOIN twin.users u ON u.id = e.actor_ids[1]
     WHERE u.id IS NULL OR u.email <> e.actor_email OR e.effective_at < u.added_at OR e.effective_at > u.deleted_at`,
  );
  expect(wrong?.events).toBe(0);
  const [counts] = await twin.sql(`SELECT
    (SELECT count(*)::int FROM twin.events WHERE effective_at >= (SELECT anchor_at FROM twin.organization)) AS future,
    (SELECT count(*)::int FROM twin.roles r JOIN twin.projects p ON p.id = r.project_id WHERE r.created_at < p.created_at) AS early`);
  expect(counts).toEqual({ future: 0, early: 0 });
});

test("the history agrees with the directory", async () => {
  const [wrong] = await twin.sql(`SELECT
    (SELECT count(*)::int FROM twin.users u, twin.organization o WHERE u.added_at > o.anchor_at - o.days * 86400 AND NOT EXISTS
      (SELECT FROM twin.events e WHERE e.type = 'user.added' AND u.id = ANY(e.resource_ids))) AS people,
    (SELECT count(*)::int FROM twin.api_keys k, twin.organization o WHERE k.deleted_at > o.anchor_at - o.days * 86400 AND NOT EXISTS
      (SELECT FROM twin.events e WHERE e.type = 'api_key.deleted' AND k.id = ANY(e.resource_ids))) AS keys,
    (SELECT count(*)::int FROM twin.events e JOIN twin.users u ON u.id = ANY(e.actor_ids)
      WHERE e.type LIKE 'log%' AND (e.effective_at < u.added_at OR e.effective_at > u.deleted_at)) AS ghosts`);
  expect(wrong).toEqual({ people: 0, keys: 0, ghosts: 0 });
});

test("it is read through the SDK like any other, and seeding again changes nothing", async () => {
  let people = 0;
  for await (const user of twin.admin.users.list({ limit: 100 })) people += user.id ? 1 : 0;
  expect(people).toBe(seeded.users);
  const again = await startTwin({ port: 0, databaseUrl: twin.databaseUrl, seed: "large", scale });
  expect(await again.totals()).toEqual(seeded);
  await again.close();
  const indexes = await twin.sql("SELECT indexname FROM pg_indexes WHERE schemaname = 'twin'");
  expect(indexes.map((row) => row.indexname)).toEqual(
    expect.arrayContaining(["events_newest", "usage_completions_hour"]),
  );
});
