import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
let start_time: number;
beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 40 });
  start_time = Math.floor(Date.now() / 1000) - 41 * 86_400;
});
afterAll(() => twin.stop());

type Answer = { data: { results: object[] }[]; next_page: string | null };
type Read = (query: object) => Promise<Answer>;

async function allResults(read: Read, query: object): Promise<Record<string, unknown>[]> {
  const results: Record<string, unknown>[] = [];
  let page: string | null = null;
  do {
    const answer: Answer = await read({ start_time, ...query, ...(page === null ? {} : { page }) });
    results.push(...answer.data.flatMap((bucket) => bucket.results.map((result) => ({ ...result }))));
    page = answer.next_page;
  } while (page !== null);
  return results;
}

const sumOf = (results: Record<string, unknown>[], measure: string) =>
  results.reduce((sum, result) => sum + Number(result[measure]), 0);

const owner = ["project_id", "user_id", "api_key_id"];
const kinds: [kind: string, method: string, object: string, measure: string, dimensions: string[]][] = [
  ["audio_speeches", "audioSpeeches", "audio_speeches", "characters", [...owner, "model"]],
  ["audio_transcriptions", "audioTranscriptions", "audio_transcriptions", "seconds", [...owner, "model"]],
  [
    "code_interpreter_sessions",
    "codeInterpreterSessions",
    "code_interpreter_sessions",
    "num_sessions",
    ["project_id"],
  ],
  ["file_search_calls", "fileSearchCalls", "file_searches", "num_requests", [...owner, "vector_store_id"]],
  ["images", "images", "images", "images", [...owner, "model", "size", "source"]],
  ["moderations", "moderations", "moderations", "input_tokens", [...owner, "model"]],
  ["vector_stores", "vectorStores", "vector_stores", "usage_bytes", ["project_id"]],
  [
    "web_search_calls",
    "webSearchCalls",
    "web_searches",
    "num_requests",
    [...owner, "model", "api_source", "context_level"],
  ],
];

function reader(method: string): Read {
  const usage = twin.admin.usage as unknown as Record<string, Read>;
  const found = usage[method]?.bind(twin.admin.usage);
  if (!found) throw new Error(`The SDK has no usage.${method}.`);
  return found;
}

test.each(kinds)(
  "%s add up in hours and days, whole or by every dimension",
  async (kind, method, object, measure, group_by) => {
    const read = reader(method);
    const byHour = await allResults(read, { bucket_width: "1h", limit: 168, group_by });
    const byDay = await allResults(read, { limit: 31 });
    const total = (await twin.totals()).tools[kind];
    expect(byHour.length).toBe(total?.rows);
    expect(sumOf(byHour, measure)).toBe(total?.amount);
    expect(sumOf(byDay, measure)).toBe(total?.amount);
    const [first] = byHour;
    expect(first?.object).toBe(`organization.usage.${object}.result`);
    expect(Object.keys(first ?? {})).toEqual(expect.arrayContaining(group_by));
    for (const dimension of group_by) expect(byDay[0]).toHaveProperty(dimension, null);
  },
);

test.each(kinds)("%s refuse a group that they do not have", async (_kind, method) => {
  await expect(reader(method)({ start_time, group_by: ["batch"] })).rejects.toMatchObject({
    status: 400,
    param: "group_by",
  });
});

test("decisions are counted as completions are, and can be filtered by batch", async () => {
  const read = reader("decisions");
  const total = (await twin.totals()).decisions;
  const byModel = await allResults(read, { limit: 31, group_by: ["model", "batch"] });
  expect(byModel[0]).toMatchObject({ object: "organization.usage.decisions.result", batch: false });
  expect(sumOf(byModel, "input_tokens")).toBe(total.inputTokens);
  expect(await allResults(read, { limit: 31, batch: true })).toEqual([]);
});

test("images filter by size and source, searches by context level, files by vector store", async () => {
  const images = await allResults(reader("images"), {
    limit: 31,
    sizes: ["1024x1024"],
    sources: ["image.edit"],
    group_by: ["size", "source"],
  });
  expect(images.length).toBeGreaterThan(0);
  for (const row of images) expect(row).toMatchObject({ size: "1024x1024", source: "image.edit" });
  await expect(reader("images")({ start_time, sizes: ["1x1"] })).rejects.toMatchObject({ param: "sizes" });
  const searches = await allResults(reader("webSearchCalls"), {
    limit: 31,
    context_levels: ["high"],
    group_by: ["context_level", "api_source"],
  });
  expect(searches[0]).toMatchObject({ context_level: "high", api_source: "agents_api" });
  const files = await allResults(reader("fileSearchCalls"), { limit: 31, group_by: ["vector_store_id"] });
  const store = String(files[0]?.vector_store_id);
  const ofStore = await allResults(reader("fileSearchCalls"), { limit: 31, vector_store_ids: [store] });
  expect(sumOf(ofStore, "num_requests")).toBe(
    sumOf(
      files.filter((row) => row.vector_store_id === store),
      "num_requests",
    ),
  );
});

test("what is billed by the piece costs what its price says, in its own unit", async () => {
  const rows = await twin.sql(
    "SELECT DISTINCT line_item, quantity_unit FROM twin.costs WHERE quantity_unit <> 'tokens' ORDER BY 1",
  );
  expect(rows.map((row) => [row.line_item, row.quantity_unit])).toEqual([
    ["code_interpreter, sessions", "sessions"],
    ["file_search, calls", "calls"],
    ["gpt-4o-mini-tts, characters", "characters"],
    ["gpt-4o-transcribe, audio_seconds", "duration_seconds"],
    ["gpt-image-1.5, images", "images"],
    ["vector_store, storage", "gibibyte_hours"],
    ["web_search, calls", "calls"],
  ]);
  const total = (await twin.totals()).tools.web_search_calls;
  const [cost] = await twin.sql(
    "SELECT trim_scale(sum(amount))::text AS amount FROM twin.costs WHERE line_item = 'web_search, calls'",
  );
  expect(Number(cost?.amount)).toBeCloseTo((total?.amount ?? 0) * 0.01, 6);
});
