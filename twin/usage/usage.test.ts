import type { UsageCompletionsParams } from "openai/resources/admin/organization/usage";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
/** 2026-03-02 00:00 UTC, a Monday. */
const monday = 1_772_409_600;
const hour = 3600;
const day = 24 * hour;

beforeAll(async () => {
  twin = await startTestTwin();
  await twin.sql(
    `INSERT INTO twin.usage_completions (hour_at, project_id, user_id, api_key_id, model, batch, service_tier,
       num_model_requests, input_tokens, input_cached_tokens, input_cache_write_tokens, output_tokens)
     SELECT $1 + h * 3600, 'proj_' || h % 2, 'user-' || h % 3, 'key_' || h % 5, 'gpt-5.2', h % 4 = 0,
       CASE WHEN h % 2 = 0 THEN 'default' ELSE 'flex' END, 7, 1000 + h, 200, 50, 100
     FROM generate_series(0, 24 * 40 - 1) h`,
    [monday],
  );
  await twin.sql(
    `INSERT INTO twin.usage_embeddings (hour_at, project_id, user_id, api_key_id, model, num_model_requests, input_tokens)
     SELECT $1 + h * 3600, 'proj_0', 'user-0', 'key_0', 'text-embedding-3-small', 3, 300 FROM generate_series(0, 47) h`,
    [monday],
  );
});
afterAll(() => twin.stop());

type Bucket = Awaited<ReturnType<typeof twin.admin.usage.completions>>["data"][number];

async function allBuckets(query: UsageCompletionsParams): Promise<Bucket[]> {
  const buckets: Bucket[] = [];
  let page: string | null = null;
  do {
    const answer = await twin.admin.usage.completions({ ...query, ...(page === null ? {} : { page }) });
    buckets.push(...answer.data);
    page = answer.next_page;
    expect(answer.has_more).toBe(page !== null);
  } while (page !== null);
  return buckets;
}

function tokensOf(buckets: Bucket[]): number {
  return buckets
    .flatMap((bucket) => bucket.results)
    .reduce((sum, result) => sum + ("input_tokens" in result ? result.input_tokens : 0), 0);
}

test("the same tokens come in minutes, hours and days, whole or grouped, in pages of any size", async () => {
  const span = { start_time: monday, end_time: monday + 2 * day };
  const expected = Array.from({ length: 48 }, (_, h) => 1000 + h).reduce((sum, tokens) => sum + tokens, 0);
  const group_by = [
    "project_id",
    "user_id",
    "api_key_id",
    "model",
    "batch",
    "service_tier",
    "api_source",
  ] as const;
  for (const query of [
    { bucket_width: "1d" as const },
    { bucket_width: "1d" as const, limit: 1 },
    { bucket_width: "1h" as const, limit: 7 },
    { bucket_width: "1h" as const, limit: 168, group_by: [...group_by] },
    { bucket_width: "1m" as const, limit: 1440 },
    { bucket_width: "1m" as const, limit: 999, group_by: [...group_by] },
  ]) {
    expect(tokensOf(await allBuckets({ ...span, ...query }))).toBe(expected);
  }
});

test("buckets are ascending and aligned, and those without usage are there too", async () => {
  const start_time = monday - 2 * day + 5 * hour;
  const { data } = await twin.admin.usage.completions({ start_time, end_time: monday + day });
  expect(
    data.map((bucket) => [bucket.object, bucket.start_time, bucket.end_time, bucket.results.length]),
  ).toEqual([
    ["bucket", monday - 2 * day, monday - day, 0],
    ["bucket", monday - day, monday, 0],
    ["bucket", monday, monday + day, 1],
  ]);
});

test("a result adds up, and what was not grouped by is null", async () => {
  const { data } = await twin.admin.usage.completions({
    start_time: monday,
    bucket_width: "1h",
    limit: 1,
    group_by: ["model"],
  });
  expect(data[0]?.results).toEqual([
    expect.objectContaining({
      object: "organization.usage.completions.result",
      model: "gpt-5.2",
      project_id: null,
      user_id: null,
      batch: null,
      service_tier: null,
      input_tokens: 1000,
      input_cached_tokens: 200,
      input_cache_write_tokens: 50,
      input_uncached_tokens: 750,
      num_model_requests: 7,
    }),
  ]);
});

test("filters narrow by project, user, key, model and batch, in brackets or plain", async () => {
  const requests = async (query: Partial<UsageCompletionsParams>) => {
    const { data } = await twin.admin.usage.completions({
      start_time: monday,
      end_time: monday + day,
      ...query,
    });
    return data
      .flatMap((bucket) => bucket.results)
      .reduce((sum, row) => sum + ("num_model_requests" in row ? row.num_model_requests : 0), 0);
  };
  expect(await requests({})).toBe(24 * 7);
  expect(await requests({ project_ids: ["proj_1"] })).toBe(12 * 7);
  expect(await requests({ user_ids: ["user-0", "user-1"] })).toBe(16 * 7);
  expect(await requests({ api_key_ids: ["key_0"] })).toBe(5 * 7);
  expect(await requests({ models: ["gpt-6-sol"] })).toBe(0);
  expect(await requests({ batch: true })).toBe(6 * 7);
  expect(await requests({ batch: false })).toBe(18 * 7);
  const plain = `start_time=${monday}&end_time=${monday + day}&project_ids=proj_0&project_ids=proj_1&group_by=project_id`;
  const response = await fetch(`${twin.url}/organization/usage/completions?${plain}`, {
    headers: { authorization: "Bearer sk-admin-twin" },
  });
  const body = (await response.json()) as { data: { results: object[] }[] };
  expect(body.data[0]?.results).toHaveLength(2);
});

test("an open end is frozen in the page token", async () => {
  const start_time = Math.floor(Date.now() / 1000) - 3 * day;
  const first = await twin.admin.usage.completions({ start_time, limit: 1 });
  const second = await twin.admin.usage.completions({ start_time, limit: 1, page: first.next_page ?? "" });
  expect(second.data[0]?.start_time).toBe((first.data[0]?.start_time ?? 0) + day);
});

test("a page token is good for its own query only", async () => {
  const query = { start_time: monday, end_time: monday + 9 * day, limit: 2 };
  const { next_page } = await twin.admin.usage.completions(query);
  const page = next_page ?? "";
  for (const changed of [{ end_time: monday + 8 * day }, { group_by: ["model" as const] }, { limit: 3 }]) {
    await expect(twin.admin.usage.completions({ ...query, ...changed, page })).rejects.toMatchObject({
      status: 400,
      param: "page",
    });
  }
  await expect(twin.admin.usage.completions({ ...query, page: "page_nonsense" })).rejects.toMatchObject({
    status: 400,
  });
});

test.each([
  ["1m", 1441],
  ["1h", 169],
  ["1d", 32],
  ["1d", 0],
] as const)("a limit beyond what %s allows is refused: %i", async (bucket_width, limit) => {
  const refusal = twin.admin.usage.completions({ start_time: monday, bucket_width, limit });
  await expect(refusal).rejects.toMatchObject({ status: 400, param: "limit" });
});

test.each([
  ["1m", 60],
  ["1h", 24],
  ["1d", 7],
] as const)("a page of %s has %i buckets unless told", async (bucket_width, count) => {
  const { data } = await twin.admin.usage.completions({ start_time: monday, bucket_width });
  expect(data).toHaveLength(count);
});

test("a start is required, and groups, widths and spans must make sense", async () => {
  const { usage } = twin.admin;
  await expect(usage.completions({} as UsageCompletionsParams)).rejects.toMatchObject({
    param: "start_time",
  });
  await expect(usage.completions({ start_time: monday, end_time: monday })).rejects.toMatchObject({
    param: "end_time",
  });
  await expect(usage.completions({ start_time: monday, bucket_width: "1w" as "1d" })).rejects.toMatchObject({
    param: "bucket_width",
  });
  await expect(
    usage.completions({ start_time: monday, group_by: ["colour" as "model"] }),
  ).rejects.toMatchObject({ param: "group_by" });
  await expect(
    usage.embeddings({ start_time: monday, group_by: ["batch" as "model"] }),
  ).rejects.toMatchObject({ param: "group_by" });
});

test("embeddings have their own result", async () => {
  const { data } = await twin.admin.usage.embeddings({
    start_time: monday,
    end_time: monday + 2 * day,
    group_by: ["model", "project_id"],
  });
  expect(data.map((bucket) => bucket.results)).toEqual([
    [
      {
        object: "organization.usage.embeddings.result",
        model: "text-embedding-3-small",
        project_id: "proj_0",
        user_id: null,
        api_key_id: null,
        input_tokens: 7200,
        num_model_requests: 72,
      },
    ],
    [expect.objectContaining({ input_tokens: 7200 })],
  ]);
});
