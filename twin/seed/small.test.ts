import { afterAll, beforeAll, expect, test } from "vitest";
import { startTwin } from "#twin/server.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import type { Totals } from "#twin/totals.ts";

let twin: TestTwin;
let seeded: Totals;
beforeAll(async () => {
  twin = await startTestTwin({ seed: "small" });
  seeded = await twin.totals();
}, 60_000);
afterAll(() => twin.stop());

test("the demonstration organization has its size", async () => {
  expect(seeded).toMatchObject({ users: 40, projects: 12, archivedProjects: 1, groups: 9 });
  expect(seeded.events).toBeGreaterThan(3000);
  expect(seeded.tenantEvents).toBeGreaterThan(20);
  expect(seeded.completions.rows).toBeGreaterThan(50_000);
  expect(Number(seeded.costs.amount)).toBeGreaterThan(10_000);
});

test("costs by project and line item add up to the whole, and follow from the usage", async () => {
  const start_time = Math.floor(Date.now() / 1000) - 402 * 86_400;
  let page: string | undefined;
  const amounts: string[] = [];
  do {
    const query = { start_time, limit: 180, group_by: ["project_id" as const, "line_item" as const] };
    const answer = await twin.admin.usage.costs({ ...query, ...(page === undefined ? {} : { page }) });
    for (const result of answer.data.flatMap((bucket) => bucket.results)) {
      if ("amount" in result) amounts.push(String(result.amount?.value));
    }
    page = answer.next_page ?? undefined;
  } while (page !== undefined);
  const [sum] = await twin.sql(
    "SELECT trim_scale(sum(amount))::text AS amount FROM unnest($1::numeric[]) amount",
    [amounts],
  );
  expect(sum?.amount).toBe(seeded.costs.amount);
  const [unpriced] = await twin.sql(
    `SELECT count(*)::int AS rows FROM twin.usage_completions u WHERE NOT EXISTS (SELECT 1 FROM twin.prices p
     WHERE p.model = u.model AND p.tier = CASE WHEN u.batch THEN 'batch' ELSE u.service_tier END AND p.meter = 'output_tokens')`,
  );
  expect(unpriced?.rows).toBe(0);
});

test("the organization and some projects have limits and alerts that fit what they spend", async () => {
  expect(seeded).toMatchObject({ spendLimits: 5, spendAlerts: 8 });
  const { spendLimit, spendAlerts, projects } = twin.admin;
  expect(await spendLimit.retrieve()).toMatchObject({
    threshold_amount: 800_000,
    enforcement: { status: "inactive" },
  });
  expect((await spendAlerts.list()).data.map((alert) => alert.threshold_amount)).toEqual([
    400_000, 640_000, 800_000,
  ]);
  const statuses: string[] = [];
  for await (const { id } of projects.list())
    await projects.spendLimit.retrieve(id).then(
      ({ enforcement }) => statuses.push(enforcement.status),
      () => undefined,
    );
  expect(statuses).toHaveLength(4);
});

test("office work rests at the weekend, and one weekend was expensive", async () => {
  const days = await twin.sql(
    `SELECT extract(isodow FROM to_timestamp(day_at) AT TIME ZONE 'UTC')::int AS weekday, sum(amount)::float8 AS amount
     FROM twin.costs WHERE day_at >= extract(epoch FROM now()) - 60 * 86400 GROUP BY day_at ORDER BY amount DESC`,
  );
  expect([6, 7]).toContain(days[0]?.weekday);
  expect(Number(days[0]?.amount)).toBeGreaterThan(5 * Number(days[4]?.amount));
});

test("the history agrees with the directory", async () => {
  const [wrong] = await twin.sql(`SELECT
    (SELECT count(*)::int FROM twin.users u, twin.organization o WHERE u.deleted_at IS NOT NULL AND NOT EXISTS
      (SELECT 1 FROM twin.events e WHERE e.type = 'user.deleted' AND u.id = ANY(e.resource_ids))) AS leavers,
    (SELECT count(*)::int FROM twin.api_keys k, twin.organization o WHERE k.deleted_at IS NOT NULL AND NOT EXISTS
      (SELECT 1 FROM twin.events e WHERE e.type = 'api_key.deleted' AND k.id = ANY(e.resource_ids))) AS keys,
    (SELECT count(*)::int FROM twin.projects p, twin.organization o WHERE p.created_at > o.anchor_at - o.days * 86400 AND NOT EXISTS
      (SELECT 1 FROM twin.events e WHERE e.type = 'project.created' AND p.id = ANY(e.resource_ids))) AS projects,
    (SELECT count(*)::int FROM twin.usage_completions u JOIN twin.api_keys k ON k.id = u.api_key_id
      WHERE u.hour_at < k.created_at - 3600 OR u.hour_at > k.deleted_at) AS usage,
    (SELECT count(*)::int FROM twin.events WHERE effective_at > extract(epoch FROM now())) AS future`);
  expect(wrong).toEqual({ leavers: 0, keys: 0, projects: 0, usage: 0, future: 0 });
});

test("sessions carry what the SDK's types do not know", async () => {
  const { data } = await twin.admin.auditLogs.list({ event_types: ["login.succeeded"], limit: 1 });
  expect(data[0]?.actor?.session).toMatchObject({
    user_agent: expect.any(String),
    ip_address_details: { city: expect.any(String) },
  });
  const unknown = await twin.sql("SELECT type FROM twin.events WHERE type LIKE 'organization.agent_%'");
  expect(unknown.length).toBeGreaterThan(0);
});

test("seeding again changes nothing, on any machine the ids are the same", async () => {
  const again = await startTwin({ port: 0, databaseUrl: twin.databaseUrl, seed: "small" });
  const totals = await again.totals();
  await again.close();
  expect({ ...totals, events: 0, usageUntilAt: 0 }).toMatchObject({
    users: 40,
    invites: seeded.invites,
    apiKeys: seeded.apiKeys,
  });
  if (totals.usageUntilAt === seeded.usageUntilAt) expect(totals.costs).toEqual(seeded.costs);
  const page = await twin.admin.users.list({ emails: ["kenta.sato@kawaspree.example"] });
  expect(page.data[0]?.id).toBe("user-VqJQ3eODnml69nnC5yInfsyH");
});

test("the hours since the last start are appended as if they had been written at once", async () => {
  const until = seeded.usageUntilAt - 30 * 3600;
  for (const table of ["completions", "decisions", "embeddings", "tools"])
    await twin.sql(`DELETE FROM twin.usage_${table} WHERE hour_at >= $1`, [until]);
  await twin.sql("UPDATE twin.organization SET usage_until_at = $1", [until]);
  await twin.advance();
  const totals = await twin.totals();
  expect(totals.usageUntilAt).toBeGreaterThanOrEqual(seeded.usageUntilAt);
  if (totals.usageUntilAt === seeded.usageUntilAt)
    expect(totals).toMatchObject({
      completions: seeded.completions,
      tools: seeded.tools,
      costs: seeded.costs,
    });
});
