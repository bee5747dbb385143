import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { pool, writer } from "#lib/db-writer.ts";
import { checkRollups } from "#lib/rollups/check.ts";
import { rebuildRollups } from "#lib/rollups/rebuild.ts";
import { inTransaction, withLease } from "#lib/sync/lease.ts";
import type { Bucket } from "#lib/sync/windows/buckets.ts";
import { joinLines } from "#lib/sync/windows/copy-rows.ts";
import { ensureStretch } from "#lib/sync/windows/ensure-months.ts";
import { usagePage } from "#lib/sync/windows/usage-page.ts";
import { costFacts } from "#lib/testing/facts.ts";
import { anOrganization } from "#lib/testing/factories.ts";

vi.setConfig({ testTimeout: 90_000 });

type Organization = { id: string; timeZone: string };

const hour = 3_600;
const start = Date.parse("2026-03-20T00:00:00Z") / 1000;

const one = <Value>(...values: Value[]) => fc.constantFrom(...values);

const result = fc.record({
  project_id: one(null, "proj_a", "proj_b"),
  user_id: one(null, "user_1", "user_2"),
  api_key_id: one(null, "key_1", "key_2", "key_3"),
  model: one("gpt-6", "gpt-6-mini", "名"),
  service_tier: one(null, "default", "flex"),
  batch: one(null, true, false),
  api_source: one(null, "unlabeled", "agents_api"),
  size: one(null, "512x512"),
  source: one(null, "image.edit"),
  context_level: one(null, "low"),
  vector_store_id: one(null, "vs_1"),
  num_model_requests: fc.nat(1_000),
  input_tokens: fc.nat(1_000_000),
  output_tokens: fc.nat(1_000_000),
  input_cached_tokens: fc.nat(1_000),
  seconds: fc.nat(5_000),
});

/** A window of some hours around the turn of the month and of the clocks, some of them empty. */
const window = fc
  .record({
    first: fc.nat(20 * 24),
    hours: fc.array(fc.array(result, { maxLength: 4 }), { minLength: 1, maxLength: 60 }),
  })
  .map(({ first, hours }) => ({
    from: start + first * hour,
    to: start + (first + hours.length) * hour,
    buckets: hours.map((results, index): Bucket => {
      const from = start + (first + index) * hour;
      return { from, to: from + hour, results };
    }),
  }));

type Window = { from: number; to: number; buckets: Bucket[] };

async function ingest(organization: Organization, { from, to, buckets }: Window): Promise<void> {
  await ensureStretch("usage", from, to);
  const page = usagePage({
    organizationId: organization.id,
    timeZone: organization.timeZone,
    kind: "completions",
  });
  const lines = joinLines(buckets.map((bucket) => page.pack(bucket)));
  const write = () =>
    withLease(`sync:${organization.id}:usage_completions`, (client) =>
      inTransaction(client, () => page.replace({ client }, { from, to }, lines)),
    );
  while ((await write()) === "busy");
}

/** What the windows leave behind, hour by hour, counted without Postgres. */
function requestsOf(windows: readonly Window[]): number {
  const hours = new Map<number, number>();
  const count = (results: Bucket["results"]) =>
    results.reduce((sum, { num_model_requests: requests }) => sum + Number(requests), 0);
  for (const { buckets } of windows) for (const { from, results } of buckets) hours.set(from, count(results));
  return [...hours.values()].reduce((sum, requests) => sum + requests, 0);
}

async function rolledUp(organization: Organization) {
  const { rows } = await pool.query<{ table: string; requests: number }>(
    `SELECT 'daily ' || grain AS table, sum(requests)::int AS requests FROM facts.usage_daily WHERE organization_id = $1 GROUP BY 1
     UNION ALL
     SELECT 'monthly ' || grain, sum(requests)::int FROM facts.usage_monthly WHERE organization_id = $1 GROUP BY 1`,
    [organization.id],
  );
  return rows;
}

// Clocks that change by an hour or by half of one, and zones that lie half or three quarters of an hour beside the others.
const zones = [
  "UTC",
  "Europe/Berlin",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "America/Los_Angeles",
];

test("whatever windows are read and read again, in whatever zone, rollups hold what the hours sum up to", async () => {
  const zone = fc.oneof(one(...zones), one(...Intl.supportedValuesOf("timeZone")));
  await fc.assert(
    fc.asyncProperty(zone, fc.array(window, { minLength: 1, maxLength: 5 }), async (timeZone, windows) => {
      const organization = await anOrganization({ timeZone });
      for (const each of windows) await ingest(organization, each);
      expect(await checkRollups(organization.id)).toEqual([]);
      const requests = requestsOf(windows);
      for (const rolled of await rolledUp(organization)) expect(rolled.requests, rolled.table).toBe(requests);
    }),
    { numRuns: 25 },
  );
});

async function aFilledOrganization(
  timeZone: string,
): Promise<{ organization: Organization; windows: Window[] }> {
  const organization = await anOrganization({ timeZone });
  const windows = fc.sample(window, { numRuns: 6, seed: 7 });
  for (const each of windows) await ingest(organization, each);
  return { organization, windows };
}

test.each([
  ["usage_daily", "full", "UPDATE facts.usage_daily SET requests = requests + 1", 1],
  ["usage_daily", "model", "DELETE FROM facts.usage_daily", 1],
  ["usage_monthly", "project", "UPDATE facts.usage_monthly SET project_id = 'proj_x'", 2],
  ["usage_monthly", "full", "UPDATE facts.usage_monthly SET quantity = quantity - 0.5", 1],
])("the check names the row of %s at %s that is wrong", async (table, grain, harm, count) => {
  const { organization } = await aFilledOrganization("Asia/Tokyo");
  await pool.query(
    `${harm} WHERE (tableoid, ctid) = (SELECT tableoid, ctid FROM facts.${table}
       WHERE organization_id = $1 AND grain = $2 AND requests > 0 ORDER BY 1, 2 LIMIT 1)`,
    [organization.id, grain],
  );
  const wrong = await checkRollups(organization.id);
  expect(wrong).toHaveLength(1);
  const { of, differences } = wrong[0] ?? { of: "", differences: [] };
  expect(of).toBe("completions");
  expect(differences).toHaveLength(count);
  for (const difference of differences) {
    expect(difference).toMatchObject({ table: `facts.${table}`, grain, of: "completions" });
    expect(difference.expected).not.toEqual(difference.found);
  }
  await rebuildRollups(organization.id);
  expect(await checkRollups(organization.id)).toEqual([]);
});

test("an hour that is missing in the rollups, and one that is there no more, are named too", async () => {
  const { organization } = await aFilledOrganization("UTC");
  await pool.query(
    `INSERT INTO facts.usage (organization_id, bucket_at, kind, project_id, requests) VALUES ($1, '2026-03-25T10:00Z', 'images', 'proj_late', 3)`,
    [organization.id],
  );
  const [images] = await checkRollups(organization.id);
  expect(images).toMatchObject({ of: "images", month: "2026-03-01" });
  expect(images?.differences).toHaveLength(6);
  expect(images?.differences[0]).toMatchObject({ found: null, expected: { requests: "3" } });

  await pool.query("DELETE FROM facts.usage WHERE organization_id = $1", [organization.id]);
  const wrong = await checkRollups(organization.id);
  expect(wrong.flatMap(({ differences }) => differences).every(({ expected }) => expected === null)).toBe(
    true,
  );
});

test("a month's row goes with the last of its days, and comes again with the first", async () => {
  const organization = await anOrganization({ timeZone: "UTC" });
  const of = (model: string) => ({ model, num_model_requests: 3 });
  const write = (day: number, models: string[]) => {
    const from = start + day * 24 * hour;
    const bucket = { from, to: from + hour, results: models.map(of) };
    return ingest(organization, { from, to: from + hour, buckets: [bucket] });
  };
  const months = async () => {
    const { rows } = await pool.query<{ held: string }>(
      `SELECT model || ' ' || days || ' ' || requests AS held FROM facts.usage_monthly
       WHERE organization_id = $1 AND grain = 'model' ORDER BY model`,
      [organization.id],
    );
    return rows.map(({ held }) => held);
  };
  await write(0, ["gpt-5", "gpt-6"]);
  await write(1, ["gpt-5"]);
  expect(await months()).toEqual(["gpt-5 2 6", "gpt-6 1 3"]);
  await write(0, ["gpt-5"]);
  expect(await months()).toEqual(["gpt-5 2 6"]);
  await write(1, ["gpt-6"]);
  expect(await months()).toEqual(["gpt-5 1 3", "gpt-6 1 3"]);
  await write(0, []);
  await write(1, []);
  expect(await months()).toEqual([]);
  expect(await checkRollups(organization.id)).toEqual([]);
});

test("moving to another zone, readers see the old days or the new ones, whole, while hours come in and builders die", async () => {
  const { organization, windows } = await aFilledOrganization("America/New_York");
  await writer.organization.update({ where: { id: organization.id }, data: { timeZone: "Asia/Kathmandu" } });
  const daysIn = async (zone: string) => {
    const { rows } = await pool.query<{ days: string }>(
      `SELECT string_agg(DISTINCT (bucket_at AT TIME ZONE $2)::date::text, ' ' ORDER BY (bucket_at AT TIME ZONE $2)::date::text) AS days
       FROM facts.usage WHERE organization_id = $1`,
      [organization.id, zone],
    );
    return rows[0]?.days;
  };
  const rolledDays = async () => {
    const { rows } = await pool.query<{ days: string; requests: number }>(
      `SELECT string_agg(DISTINCT day::text, ' ' ORDER BY day::text) AS days, sum(requests)::int AS requests
       FROM facts.usage_daily WHERE organization_id = $1 AND grain = 'full'`,
      [organization.id],
    );
    return rows[0];
  };
  const whole = [await daysIn("America/New_York"), await daysIn("Asia/Kathmandu")];
  const seen: Awaited<ReturnType<typeof rolledDays>>[] = [];
  let isOver = false;
  const reading = (async () => {
    while (!isOver) seen.push(await rolledDays());
  })();

  // Every builder is stopped after one month; what is read meanwhile is the same again.
  for (let builds = 0; builds < 20; builds += 1) {
    const stopping = new AbortController();
    const onMonth = () => stopping.abort();
    const isDone = await rebuildRollups(organization.id, { signal: stopping.signal, onMonth });
    for (const each of windows) await ingest(organization, each);
    if (isDone) break;
  }
  isOver = true;
  await reading;
  const requests = requestsOf(windows);
  expect((await rolledDays())?.days).toBe(whole[1]);
  expect(new Set(seen.map((state) => state?.days))).toEqual(new Set(whole));
  expect(whole[0]).not.toBe(whole[1]);
  expect(seen.at(-1)?.requests).toBe(requests);
  expect(await checkRollups(organization.id)).toEqual([]);
  const { rows } = await pool.query("SELECT zone, next_id FROM facts.rollups WHERE organization_id = $1", [
    organization.id,
  ]);
  expect(rows).toEqual([{ zone: "Asia/Kathmandu", next_id: null }]);
});

test("costs are checked by day and month, in every grouping and currency", async () => {
  const organization = await anOrganization();
  const billed = fc.record({
    on: one("2026-02-28", "2026-03-01", "2026-03-31"),
    project: one("", "proj_a"),
    lineItem: one("", "gpt-6, input"),
    amount: one("0.1", "0.0000000000000000000001", "-3.5"),
    currency: one("usd", "eur"),
  });
  await costFacts(organization, "project_line_item", fc.sample(billed, 40));
  await costFacts(organization, "member", [{ on: "2026-03-01", member: "user_1", amount: "2" }]);
  await costFacts(organization, "api_key", [{ on: "2026-03-01", key: "key_1", amount: "2" }]);
  expect(await checkRollups(organization.id)).toEqual([]);

  await pool.query(
    "UPDATE facts.costs_monthly SET amount = amount + 1 WHERE organization_id = $1 AND grain = 'member'",
    [organization.id],
  );
  await pool.query(
    "DELETE FROM facts.costs_daily WHERE organization_id = $1 AND grain = 'total' AND day = '2026-03-31'",
    [organization.id],
  );
  const wrong = await checkRollups(organization.id);
  const named = wrong.flatMap(({ differences }) =>
    differences.map(({ table, grain }) => `${table} ${grain}`),
  );
  expect(new Set(named)).toEqual(new Set(["facts.costs_monthly member", "facts.costs_daily total"]));
  await rebuildRollups(organization.id);
  expect(await checkRollups(organization.id)).toEqual([]);
});
