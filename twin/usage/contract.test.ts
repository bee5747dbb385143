import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
const day = 86_400;
const end = Math.floor(Date.now() / 1000 / day) * day;
beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 12 });
});
afterAll(() => twin.stop());

const owner = ["project_id", "user_id", "api_key_id"];
const ofOwner = ["project_ids", "user_ids", "api_key_ids"];
const tokens = [
  "num_model_requests",
  "input_tokens",
  "input_uncached_tokens",
  "input_cached_tokens",
  "input_cached_text_tokens",
  "input_cached_audio_tokens",
  "input_cached_image_tokens",
  "input_cache_write_tokens",
  "input_cache_write_30m_tokens",
  "input_cache_write_12h_tokens",
  "input_text_tokens",
  "input_audio_tokens",
  "input_image_tokens",
  "output_tokens",
  "output_text_tokens",
  "output_audio_tokens",
  "output_image_tokens",
];

type Contract = { groups: string[]; filters: string[]; measures: string[] };
const byModel = { groups: [...owner, "model"], filters: [...ofOwner, "models"] };
const byTokens: Contract = {
  groups: [...owner, "model", "batch", "service_tier", "api_source"],
  filters: [...ofOwner, "models"],
  measures: tokens,
};

/** What the reference says of each endpoint, by the last part of its path. */
const contracts: Record<string, Contract> = {
  audio_speeches: { ...byModel, measures: ["num_model_requests", "characters"] },
  audio_transcriptions: { ...byModel, measures: ["num_model_requests", "seconds"] },
  code_interpreter_sessions: {
    groups: ["project_id"],
    filters: ["project_ids"],
    measures: ["num_sessions"],
  },
  completions: byTokens,
  decisions: byTokens,
  embeddings: { ...byModel, measures: ["num_model_requests", "input_tokens"] },
  file_search_calls: {
    groups: [...owner, "vector_store_id"],
    filters: [...ofOwner, "vector_store_ids"],
    measures: ["num_requests"],
  },
  images: {
    groups: [...owner, "model", "size", "source"],
    filters: [...ofOwner, "models", "sizes", "sources"],
    measures: ["num_model_requests", "images"],
  },
  moderations: { ...byModel, measures: ["num_model_requests", "input_tokens"] },
  vector_stores: { groups: ["project_id"], filters: ["project_ids"], measures: ["usage_bytes"] },
  web_search_calls: {
    groups: [...owner, "model", "api_source", "context_level"],
    filters: [...ofOwner, "models", "context_levels"],
    measures: ["num_model_requests", "num_requests"],
  },
};

type Row = Record<string, unknown>;
type Page = { data: { start_time: number; results: Row[] }[]; next_page: string | null };

async function ask(kind: string, query: [string, string][]) {
  const address = `${twin.url}/organization/usage/${kind}?${new URLSearchParams(query).toString()}`;
  const response = await fetch(address, { headers: { authorization: "Bearer sk-admin-twin" } });
  return { status: response.status, body: (await response.json()) as Page & { error?: { param: string } } };
}

const span: [string, string][] = [
  ["start_time", String(end - 11 * day)],
  ["end_time", String(end)],
];

async function rowsOf(kind: string, query: [string, string][]): Promise<Row[]> {
  const { body } = await ask(kind, [...span, ["limit", "31"], ...query]);
  return body.data.flatMap((bucket) => bucket.results);
}

const named = Object.entries(contracts);

test("no endpoint of usage is left out", () => {
  const own = Object.getPrototypeOf(twin.admin.usage) as object;
  const methods = Object.getOwnPropertyNames(own).filter((name) => !["constructor", "costs"].includes(name));
  expect(methods).toHaveLength(named.length);
});

test.each(named)(
  "%s has its own fields and dimensions, no others, and null where it is not grouped",
  async (kind, of) => {
    const [whole] = await rowsOf(kind, []);
    expect(Object.keys(whole ?? {}).toSorted()).toEqual(["object", ...of.groups, ...of.measures].toSorted());
    for (const name of of.groups) expect(whole?.[name]).toBeNull();
    for (const name of of.measures) expect(whole?.[name]).toEqual(expect.any(Number));
    for (const name of of.groups) {
      const rows = await rowsOf(kind, [["group_by[]", name]]);
      for (const other of of.groups.filter((group) => group !== name)) expect(rows[0]?.[other]).toBeNull();
      const total = (all: Row[], measure: string) => all.reduce((sum, row) => sum + Number(row[measure]), 0);
      for (const measure of of.measures)
        expect(total(rows, measure)).toBe(total(await rowsOf(kind, []), measure));
    }
    const known = Object.values(contracts).flatMap(({ groups }) => groups);
    for (const name of ["line_item", ...known].filter((group) => !of.groups.includes(group))) {
      const { status, body } = await ask(kind, [...span, ["group_by[]", name]]);
      expect([name, status, body.error?.param]).toEqual([name, 400, "group_by"]);
    }
  },
);

test.each(named)("%s is narrowed by each of its filters to just those rows", async (kind, of) => {
  for (const filter of of.filters) {
    const group = filter.replace(/s$/, "");
    const rows = await rowsOf(kind, [["group_by[]", group]]);
    const wanted = rows.find((row) => row[group] !== null)?.[group];
    expect(wanted).toEqual(expect.any(String));
    const expected = rows.filter((row) => row[group] === wanted);
    expect(
      await rowsOf(kind, [
        ["group_by[]", group],
        [`${filter}[]`, String(wanted)],
      ]),
    ).toEqual(expected);
    expect(
      await rowsOf(kind, [
        ["group_by[]", group],
        [filter, String(wanted)],
      ]),
    ).toEqual(expected);
  }
});

const widths = { "1m": [60, 60, 1440], "1h": [3600, 24, 168], "1d": [day, 7, 31] } as const;

test.each(named)("%s has buckets of three widths, so many a page, and refuses more", async (kind) => {
  for (const [width, [seconds, fallback, max]] of Object.entries(widths)) {
    const from = end - 32 * day;
    const pages = async (limit?: number): Promise<number[]> => {
      const query: [string, string][] = [
        ["start_time", String(from)],
        ["end_time", String(from + (max + 5) * seconds)],
        ["bucket_width", width],
        ...(limit === undefined ? [] : [["limit", String(limit)] satisfies [string, string]]),
      ];
      const starts: number[] = [];
      for (let page: string | null = null; ;) {
        const { body }: { body: Page } = await ask(kind, [
          ...query,
          ...(page === null ? [] : [["page", page] satisfies [string, string]]),
        ]);
        expect(body.data.length).toBeLessThanOrEqual(limit ?? fallback);
        if (body.next_page !== null) expect(body.data).toHaveLength(limit ?? fallback);
        starts.push(...body.data.map((bucket) => bucket.start_time));
        page = body.next_page;
        if (page === null) return starts;
      }
    };
    const expected = Array.from({ length: max + 5 }, (_, at) => from + at * seconds);
    for (const limit of [undefined, Math.floor(max / 2), max]) expect(await pages(limit)).toEqual(expected);
    if (max < 100) for (const limit of [1, 2]) expect(await pages(limit)).toEqual(expected);
    for (const limit of ["0", String(max + 1)]) {
      const { status, body } = await ask(kind, [...span, ["bucket_width", width], ["limit", limit]]);
      expect([width, limit, status, body.error?.param]).toEqual([width, limit, 400, "limit"]);
    }
  }
  expect((await ask(kind, [...span, ["bucket_width", "1w"]])).status).toBe(400);
});
