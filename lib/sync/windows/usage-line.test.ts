import { expect, test } from "vitest";
import { DaySums } from "#lib/rollups/day-sums.ts";
import { usageColumns, usageLine } from "./usage-line.ts";

const columns = usageColumns.split(",").map((name) => name.trim());

function fieldsOf(result: Record<string, unknown>): Record<string, string> {
  const fields = usageLine("org\tcompletions\t2026-01-01\t", result, new DaySums("UTC"))
    .slice(0, -1)
    .split("\t");
  expect(fields).toHaveLength(columns.length);
  return Object.fromEntries(columns.map((name, index) => [name, fields[index] ?? ""]));
}

test("every dimension and count has its column, and what upstream left out is empty or 0", () => {
  const named = {
    project_id: "proj",
    user_id: "user",
    api_key_id: "key",
    model: "m",
    service_tier: "flex",
    batch: false,
    api_source: "unlabeled",
    size: "512x512",
    source: "image.edit",
    context_level: "low",
    vector_store_id: "vs",
  };
  const { user_id, ...same } = named;
  expect(fieldsOf({ ...named, num_model_requests: 3, input_tokens: 2 ** 53, images: 4 })).toMatchObject({
    ...same,
    member_id: user_id,
    batch: "false",
    requests: "3",
    input_tokens: "9007199254740992",
    output_tokens: "0",
    quantity: "4",
    extra: "\\N",
  });
  expect(fieldsOf({ project_id: null })).toMatchObject({
    project_id: "",
    batch: "",
    requests: "0",
    quantity: "0",
  });
});

test.each([
  [{ num_requests: 5 }, { requests: "5", quantity: "5" }],
  [
    { num_requests: 5, num_model_requests: 2 },
    { requests: "2", quantity: "5" },
  ],
  [{ num_sessions: 7 }, { requests: "0", quantity: "7" }],
  [{ usage_bytes: 1024 }, { requests: "0", quantity: "1024" }],
  [
    { seconds: 1.5, num_model_requests: 1 },
    { requests: "1", quantity: "1.5" },
  ],
])("%j is counted as %j", (result, expected) => {
  expect(fieldsOf(result)).toMatchObject(expected);
});

test("what follows from other fields is not kept twice, what doesn't is kept as it came", () => {
  const implied = {
    input_tokens: 10,
    input_cached_tokens: 4,
    input_uncached_tokens: 6,
    input_text_tokens: 6,
    input_cached_text_tokens: 4,
    output_tokens: 3,
    output_text_tokens: 3,
  };
  expect(fieldsOf(implied)["extra"]).toBe("\\N");
  expect(fieldsOf({ ...implied, input_text_tokens: 5, brand_new: "a\0\n" })["extra"]).toBe(
    String.raw`{"input_text_tokens":5,"brand_new":"a\\n"}`,
  );
});

test.each(["a\tb", "a\\b", "a\nb", "a\r", "\ud800", "a\0b", "日本"])(
  "the text %j stays one field of one line",
  (model) => {
    const line = usageLine("o\tk\tt\t", { model }, new DaySums("UTC"));
    expect(line.split("\n")).toHaveLength(2);
    expect(line.slice(0, -1).split("\t")).toHaveLength(columns.length);
    expect(line).not.toMatch(/\0|\ud800/);
  },
);

test("a count beyond what Postgres holds stops the stream in words", () => {
  expect(() => usageLine("", { input_tokens: 1e19 }, new DaySums("UTC"))).toThrow("beyond all measure");
});
