import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { missingOn } from "./compare-page.ts";

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
});
afterAll(() => client.end());

const page = (body: string) => `<html><style>.hidden{}</style><body>${body}</body></html>`;

test("what the statements found and the page shows is not missing, split and escaped as React writes it", async () => {
  const html = page("<b>Tom &amp; &quot;Jerry&quot;</b><td>1,234</td><!-- --><td>東京</td>");
  const statements = [`SELECT 'Tom & "Jerry"' AS name, '1,234' AS requests`, "SELECT '東京' AS city"];
  expect(await missingOn(html, client, statements)).toEqual([]);
});

test("what the page does not show is named by its column", async () => {
  const html = page("<td>1,234</td>");
  expect(await missingOn(html, client, ["SELECT '1,234' AS requests, '5,678' AS tokens"])).toEqual([
    "tokens 5,678",
  ]);
});

test("what stands in a tag alone is not shown, and what the browser draws from a script is", async () => {
  expect(
    await missingOn(page("<td class='x9y'>7</td>").replace("x9y", ""), client, ["SELECT 'x9y' AS id"]),
  ).toEqual(["id x9y"]);
  expect(
    await missingOn(page("<script>self.list=['drawn later']</script>"), client, [
      "SELECT 'drawn later' AS row",
    ]),
  ).toEqual([]);
});

test("columns that are named to be left out are, and a comparison of nothing is no success", async () => {
  expect(
    await missingOn(page("7"), client, ["SELECT '7' AS a, 'gone' AS \"not shown\", 'gone' AS \"nor this\""]),
  ).toEqual([]);
  for (const statement of [
    "SELECT 'x' AS a WHERE false",
    "SELECT '' AS a",
    "SELECT 1 AS number",
    "SELECT 'x' AS \"not a\"",
  ])
    expect(await missingOn(page(""), client, [statement])).toEqual(["nothing to compare"]);
});
