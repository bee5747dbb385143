import { afterAll, beforeAll, expect, test } from "vitest";
import { objectSql, valueSql } from "#twin/json-sql.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterAll(() => twin.stop());

test.each([
  ['quotes " and \\ and /', true, "12345678901234567"],
  ["line\nbreak\ttab \u0001", false, "0"],
  ["日本語 🤖 it's", null, "-1"],
  [null, null, null],
])("the text of an object is what JSON would write: %j", async (name, flag, count) => {
  const sql = objectSql([
    ["object", { json: JSON.stringify("it's") }],
    ["name", valueSql("name")],
    ["nothing", { json: "null" }],
    ["flag", valueSql("flag")],
    ["count", valueSql("count")],
  ]);
  const [row] = await twin.sql(
    `SELECT ${sql} AS text FROM (SELECT $1::text AS name, $2::boolean AS flag, $3::bigint AS count) r`,
    [name, flag, count],
  );
  expect(JSON.parse(String(row?.text))).toEqual({
    object: "it's",
    name,
    nothing: null,
    flag,
    count: count === null ? null : Number(count),
  });
});
