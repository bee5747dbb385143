import { afterEach, expect, test, vi } from "vitest";
import { pool, writer } from "#lib/db-writer.ts";
import { rebuildRollups } from "#lib/rollups/rebuild.ts";
import { syncStream } from "#lib/sync/run-all.ts";
import { streamOf } from "#lib/testing/streams.ts";
import type { Result } from "#lib/testing/windows-upstream.ts";
import { anUpstreamOfWindows as anUpstream, closeUpstreams } from "#lib/testing/windows-upstream.ts";

// Whole streams are read here, on whatever machine.
vi.setConfig({ testTimeout: 60_000 });

afterEach(closeUpstreams);

const hourlyUse = (start: number): Result[] => [
  {
    object: "organization.usage.completions.result",
    project_id: "proj_\t1\\n",
    user_id: null,
    api_key_id: "key\n2",
    model: "gpt-日本",
    batch: start % 7_200 === 0,
    service_tier: "default",
    api_source: "unlabeled",
    num_model_requests: 1,
    input_tokens: 10,
    input_cached_tokens: 4,
    input_uncached_tokens: 6,
    output_tokens: 3,
    brand_new_tokens: 2,
  },
];

async function usageOf(organization: { id: string }) {
  const { rows } = await pool.query<{
    rows: number;
    first: Date;
    requests: number;
    days: number;
    daily: number;
  }>(
    `SELECT count(*)::int AS rows, min(bucket_at) AS first, sum(requests)::int AS requests,
       (SELECT count(DISTINCT day)::int FROM facts.usage_daily WHERE organization_id = $1 AND grain = 'full') AS days,
       (SELECT sum(requests)::int FROM facts.usage_daily WHERE organization_id = $1 AND grain = 'full') AS daily
     FROM facts.usage WHERE organization_id = $1`,
    [organization.id],
  );
  return rows[0];
}

test("four hundred days come newest week first, each asked with pinned ends, and then only what still changes", async () => {
  const { upstream, organization } = await anUpstream({ results: hourlyUse });
  await syncStream(organization.id, "usage_completions");
  const starts = upstream.asked.map((query) => Number(query.get("start_time")));
  expect(starts).toEqual(starts.toSorted((a, b) => b - a));
  expect(upstream.asked[0]?.getAll("group_by[]")).toHaveLength(7);
  expect(new Set(upstream.asked.map((query) => query.get("bucket_width")))).toEqual(new Set(["1h"]));
  const usage = await usageOf(organization);
  expect(usage?.rows).toBeGreaterThan(400 * 24);
  expect(usage).toMatchObject({ requests: usage?.rows, daily: usage?.rows });
  const { rows } = await pool.query(
    "SELECT project_id, api_key_id, model, extra FROM facts.usage WHERE organization_id = $1 LIMIT 1",
    [organization.id],
  );
  expect(rows).toEqual([
    { project_id: "proj_\t1\\n", api_key_id: "key\n2", model: "gpt-日本", extra: { brand_new_tokens: 2 } },
  ]);

  const newest = Number(upstream.asked[0]?.get("end_time"));
  upstream.asked.length = 0;
  await syncStream(organization.id, "usage_completions");
  const back = (Date.now() / 1000 - Number(upstream.asked.at(-1)?.get("start_time"))) / 86_400;
  expect(upstream.asked).toHaveLength(1);
  expect(back).toBeGreaterThan(2);
  expect(back).toBeLessThan(3.1);
  // A row for each hour that began meanwhile.
  const held = Number(usage?.rows) + (Number(upstream.asked[0]?.get("end_time")) - newest) / 3_600;
  expect(await usageOf(organization)).toMatchObject({ rows: held, daily: held });
}, 60_000);

test("hours that vanish upstream vanish here, from the daily numbers too", async () => {
  const { upstream, organization } = await anUpstream({ results: hourlyUse });
  await syncStream(organization.id, "usage_embeddings");
  const since = Math.floor(Date.now() / 1000) - 86_400;
  upstream.results = (start) => (start >= since ? [] : hourlyUse(start));
  const before = await usageOf(organization);
  await syncStream(organization.id, "usage_embeddings");
  const after = await usageOf(organization);
  expect((before?.rows ?? 0) - (after?.rows ?? 0)).toBeGreaterThanOrEqual(24);
  expect(after?.daily).toBe(after?.rows);
}, 60_000);

test("in another time zone the same hours make other days, and the daily numbers follow", async () => {
  const { organization } = await anUpstream({ results: hourlyUse });
  await syncStream(organization.id, "usage_completions");
  const before = await usageOf(organization);
  await writer.organization.update({ where: { id: organization.id }, data: { timeZone: "Asia/Kolkata" } });
  await rebuildRollups(organization.id);
  const after = await usageOf(organization);
  expect(after).toMatchObject({ requests: before?.requests, daily: before?.daily });
  const { rows } = await pool.query<{ wrong: number }>(
    `SELECT count(*)::int AS wrong FROM (
       SELECT (bucket_at AT TIME ZONE 'Asia/Kolkata')::date AS day, sum(requests) AS requests
       FROM facts.usage WHERE organization_id = $1 GROUP BY 1) AS hourly
     FULL JOIN (SELECT day, sum(requests) AS requests FROM facts.usage_daily
       WHERE organization_id = $1 AND grain = 'full' GROUP BY 1) AS daily USING (day)
     WHERE hourly.requests IS DISTINCT FROM daily.requests`,
    [organization.id],
  );
  expect(rows).toEqual([{ wrong: 0 }]);
}, 60_000);

const aCost = (value: unknown) => [
  {
    object: "organization.costs.result",
    amount: { value, currency: "usd" },
    project_id: "p",
    user_email: "a@b.c",
  },
];

test("costs by key are only asked for since upstream knows them, costs by user where it answers", async () => {
  const { upstream, organization } = await anUpstream({
    results: () => aCost("0.1000000000000000055511151231257827"),
    refuse: (query) => (query.get("group_by[]") === "user_id" ? "Not for this organization." : null),
  });
  expect(await syncStream(organization.id, "costs")).toMatchObject({ error: null });
  const byKey = upstream.asked.filter((query) => query.get("group_by[]") === "api_key_id");
  expect(byKey.length).toBeGreaterThan(0);
  const begins = (queries: URLSearchParams[]) =>
    Math.min(...queries.map((query) => Number(query.get("start_time"))));
  // As far back as anything is asked for, once that is after the day since which upstream knows them.
  expect(begins(byKey)).toBe(Math.max(1_764_979_200, begins(upstream.asked)));
  const { rows } = await pool.query<{ grouping: string; exact: boolean; days: number }>(
    `SELECT "grouping", sum(amount) = count(*) * 0.1000000000000000055511151231257827 AS exact, count(*)::int AS days
     FROM facts.costs WHERE organization_id = $1 GROUP BY 1 ORDER BY 1`,
    [organization.id],
  );
  expect(rows).toMatchObject([
    { grouping: "api_key", exact: true },
    { grouping: "project_line_item", exact: true, days: 401 },
  ]);
  expect((await streamOf(organization, "costs")).cursor).toMatchObject({
    refused: { member: { message: "Not for this organization." } },
  });
});

test("a window that is too full is asked for in pieces from then on, until it is not any more", async () => {
  const many = Array.from({ length: 19_000 }, (_, index) => ({
    ...aCost("0.01")[0],
    project_id: `p${index}`,
  }));
  const newest = Date.now() / 1000 - 6 * 86_400;
  const { upstream, organization } = await anUpstream({
    results: (start, query) => (start > newest && query.get("group_by[]") === "project_id" ? many : []),
  });
  await syncStream(organization.id, "costs");
  const byProject = upstream.asked.filter((query) => query.get("group_by[]") === "project_id");
  expect(byProject.slice(0, 6).map((query) => Number(query.get("limit")))).toEqual([5, 2, 2, 4, 8, 16]);
  const { rows } = await pool.query<{ days: number; least: number }>(
    `SELECT count(*)::int AS days, min(rows)::int AS least FROM (
       SELECT count(*) AS rows FROM facts.costs WHERE organization_id = $1 GROUP BY day) AS daily`,
    [organization.id],
  );
  expect(rows).toEqual([{ days: 6, least: 19_000 }]);
}, 60_000);

test.each(["abc", {}, null, true])(
  "an amount of %j stops the stream in words, and writes nothing",
  async (value) => {
    const { organization } = await anUpstream({ results: () => aCost(value) });
    expect(await syncStream(organization.id, "costs", { attempts: 1 })).toMatchObject({
      error: { code: "malformed" },
    });
    const { rowCount } = await pool.query("SELECT 1 FROM facts.costs WHERE organization_id = $1", [
      organization.id,
    ]);
    expect(rowCount).toBe(0);
  },
);
