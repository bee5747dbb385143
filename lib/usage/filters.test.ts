import { expect, test } from "vitest";
import { loadUsageLink } from "./filters.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";
import { kindOf } from "./kinds.ts";
import { parseUsageQuery } from "./parse-filters.ts";

const today = "2026-11-22";

test("an empty link asks for thirty days of completions by model", () => {
  const query = parseUsageQuery(loadUsageLink({}), today);
  expect(query).toEqual({
    kind: "completions",
    range: { fromOn: "2026-10-24", toOn: "2026-11-23" },
    comparedWith: null,
    granularity: "day",
    groupBy: "model",
    measure: "input",
    filters: {},
  });
});

test("nonsense in a link falls back to the defaults", () => {
  const link = loadUsageLink({
    range: "forever",
    from: "2026-02-31",
    per: "second",
    by: "organization_id; DROP TABLE facts.usage",
    show: "__proto__",
    kind: "videos",
    compare: "",
  });
  expect(parseUsageQuery(link, today)).toEqual(parseUsageQuery(loadUsageLink({}), today));
});

test("values to filter by keep their commas, quotes and slashes", () => {
  const link = loadUsageLink("?project=proj_1,proj_2&model=a%2Cb&member=" + encodeURIComponent("o'x/\"y"));
  const { filters } = parseUsageQuery(link, today);
  expect(filters.project).toEqual(["proj_1", "proj_2"]);
  expect(filters.member).toEqual(["o'x/\"y"]);
});

test("(none) filters by what upstream named no value for", () => {
  expect(parseUsageQuery(loadUsageLink({ tier: "(none)" }), today).filters.tier).toEqual([""]);
});

test("a value with a zero byte, which Postgres refuses, is dropped", () => {
  expect(parseUsageQuery(loadUsageLink({ model: "a\0b" }), today).filters.model).toBeUndefined();
});

test("what a kind lacks is not asked of it", () => {
  const link = loadUsageLink({ kind: "embeddings", by: "tier", show: "output", batch: "true" });
  expect(parseUsageQuery(link, today)).toMatchObject({ groupBy: "model", measure: "input", filters: {} });
});

test.each(usageKindNames)("%s is first shown in its own measure, by a dimension of its own", (kind) => {
  const query = parseUsageQuery(loadUsageLink({ kind }), today);
  expect(kindOf(kind).dimensions).toContain(query.groupBy);
  expect(kindOf(kind).measures).toContain(query.measure);
  expect(kindOf(kind).measures).toContain(kindOf(kind).leading);
  expect(kindOf(kind).unit === null).toBe(!kindOf(kind).measures.includes("quantity"));
});

test("changing the kind keeps what still makes sense, and the rest comes back with the kind that has it", () => {
  const link = loadUsageLink({ kind: "web_search_calls", by: "project", show: "requests", context: "low" });
  expect(parseUsageQuery(link, today)).toMatchObject({
    groupBy: "project",
    measure: "requests",
    filters: { context: ["low"] },
  });
  expect(parseUsageQuery({ ...link, kind: "vector_stores" }, today)).toMatchObject({
    groupBy: "project",
    measure: "quantity",
    filters: {},
  });
});
