import { Decimal } from "decimal.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CostFact } from "#lib/testing/facts.ts";
import { costFacts } from "#lib/testing/facts.ts";
import { anActor, anOrganization, aProject, trailOf } from "#lib/testing/factories.ts";
import type { Download } from "#lib/exports/open.ts";
import { parseCsv } from "#lib/testing/parse-csv.ts";
import { walkPages } from "#lib/testing/walk-pages.ts";
import { addDays } from "#lib/usage/days.ts";
import { fromStart } from "#lib/usage/rank-page.ts";
import { exportCostRows, exportCosts } from "./export.ts";
import type { CostQuery } from "./filters.ts";
import { loadCostLink, parseCostQuery } from "./filters.ts";
import { costsMirroredSince } from "./mirrored-since.ts";
import { monthCosts } from "./month.ts";
import { listBilledRows, listCostDays, sumCosts } from "./rows.ts";
import { comparedCosts, costSeries } from "./series.ts";
import { costParts, costTable } from "./table.ts";

const may = { fromOn: "2026-05-01", toOn: "2026-06-01" };

function asking(query: Partial<CostQuery> = {}): CostQuery {
  return { range: may, comparedWith: null, granularity: "day", groupBy: "project", filters: {}, ...query };
}

const still = new AbortController().signal;

function textOf({ body }: Download): Promise<string> {
  return new Response(body).text();
}

const amount = fc
  .tuple(fc.integer({ min: -9, max: 99_999 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([whole, part]) => `${whole}.${String(part).padStart(9, "0")}7`);
const fact: fc.Arbitrary<CostFact> = fc.record({
  on: fc.integer({ min: -20, max: 45 }).map((days) => addDays(may.fromOn, days)),
  project: fc.constantFrom("", "proj_a", "proj_b", "proj_c"),
  lineItem: fc.constantFrom("", ...Array.from({ length: 12 }, (_, n) => `gpt-${n}, "input"`)),
  amount,
});

function exactSum(facts: readonly CostFact[], { fromOn, toOn } = may): string {
  const inside = facts.filter(({ on }) => on >= fromOn && on < toOn);
  const precise = Decimal.clone({ precision: 60 });
  return inside.reduce((sum, { amount: each }) => sum.add(each), new precise(0)).toFixed();
}

test("chart, table and file add up to what upstream billed, to the last digit", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fact, { minLength: 1, maxLength: 200 }), async (facts) => {
      const organization = await anOrganization();
      const actor = await anActor({ organization });
      await costFacts(organization, "project_line_item", facts);
      const expected = exactSum(facts);

      for (const groupBy of ["project", "lineItem"] as const) {
        const query = asking({ groupBy, granularity: groupBy === "project" ? "day" : "week" });
        expect((await costTable(actor, query)).total.value).toBe(expected);
        const { groups } = await costSeries(actor, query);
        const compared = await comparedCosts(actor, {
          ...query,
          comparedWith: { ...may, shift: { days: 0 } },
        });
        expect(exactSum(compared.map((each) => ({ on: may.fromOn, amount: each })))).toBe(expected);
        const values = groups.flatMap((group) => group.values);
        expect(exactSum(values.map((each) => ({ on: may.fromOn, amount: each })))).toBe(expected);
      }
      const amounts = parseCsv(await textOf(await exportCosts(actor, asking(), still))).map(
        (row) => row["amount"] ?? "",
      );
      expect(exactSum(amounts.map((each) => ({ on: may.fromOn, amount: each })))).toBe(expected);
    }),
    { numRuns: 12 },
  );
});

test("a project's line items add up to the project", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await costFacts(organization, "project_line_item", [
    { on: "2026-05-02", project: "proj_a", lineItem: "gpt-6, input", amount: "0.1" },
    { on: "2026-05-03", project: "proj_a", lineItem: "gpt-6, output", amount: "0.2" },
    { on: "2026-05-03", project: "proj_b", lineItem: "gpt-6, output", amount: "5" },
  ]);
  expect((await costTable(actor, asking())).rows).toMatchObject([
    { group: "proj_b", value: "5" },
    { group: "proj_a", value: "0.3" },
  ]);
  expect(await costParts(actor, asking(), "proj_a")).toMatchObject({
    total: { value: "0.3" },
    rows: [
      { group: "gpt-6, output", value: "0.2" },
      { group: "gpt-6, input", value: "0.1" },
    ],
  });
  expect(await costParts(actor, asking({ groupBy: "member" }), "user-1")).toBeNull();
});

test("pages of the table follow one another without a gap", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const projects = Array.from({ length: 130 }, (_, n) => `proj_${n}`);
  await costFacts(
    organization,
    "project_line_item",
    projects.map((project, n) => ({ on: "2026-05-02", project, amount: `0.${n % 4}` })),
  );
  const seen: string[] = [];
  let page = await costTable(actor, asking());
  for (;;) {
    seen.push(...page.rows.map(({ group }) => group));
    if (!page.next) break;
    page = await costTable(actor, asking(), { after: page.next, before: null });
  }
  expect(seen.toSorted()).toEqual(projects.toSorted());
});

test("this month is held against the same days of last month, and foreseen from its complete days", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await costFacts(organization, "project_line_item", [
    { on: "2026-09-30", amount: "1000" },
    { on: "2026-10-01", amount: "7" },
    { on: "2026-10-22", amount: "8" },
    { on: "2026-10-23", amount: "16" },
    ...["2026-11-01", "2026-11-10", "2026-11-20"].map((on) => ({ on, amount: "10.01" })),
    { on: "2026-11-22", amount: "5" },
  ]);
  const month = await monthCosts(actor, new Date("2026-11-22T12:00:00Z"));
  expect(month).toMatchObject({
    toDate: "35.03",
    lastSameDays: "15",
    lastWhole: "31",
    monthOn: "2026-11-01",
  });
  expect(month.forecast).toEqual({ amount: "45.05", fromDays: 20 });
  expect(month.otherCurrencies).toEqual([]);
});

test("on the last day of March the same days of February are all of February", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await costFacts(organization, "project_line_item", [
    { on: "2026-02-28", amount: "3" },
    { on: "2026-03-31", amount: "4" },
  ]);
  const month = await monthCosts(actor, new Date("2026-03-31T23:59:59Z"));
  expect(month).toMatchObject({ toDate: "4", lastSameDays: "3", lastWhole: "3", forecast: null });
});

test("another currency is named and not added up with dollars", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await costFacts(organization, "project_line_item", [
    { on: "2026-05-02", amount: "1" },
    { on: "2026-05-02", amount: "900", currency: "jpy" },
  ]);
  expect((await costTable(actor, asking())).total.value).toBe("1");
  expect((await monthCosts(actor, new Date("2026-05-20T00:00:00Z"))).otherCurrencies).toEqual(["JPY"]);
});

test("costs by member and by key say since when upstream answers them", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await costFacts(organization, "api_key", [{ on: "2026-05-02", key: "key_1", amount: "1.5" }]);
  expect(await costsMirroredSince(actor, "key")).toBe("2026-05-02");
  expect(await costsMirroredSince(actor, "member")).toBeNull();
  expect((await costTable(actor, asking({ groupBy: "key" }))).rows).toMatchObject([
    { group: "key_1", value: "1.5" },
  ]);
});

test("filters that upstream cannot combine with the grouping are left out of the question", () => {
  const link = loadCostLink({ by: "member", project: "proj_a", member: "user-1" });
  expect(parseCostQuery(link, "2026-05-20").filters).toEqual({ member: ["user-1"] });
});

test("names in the file cannot run as formulas, and the export is on the trail", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization, role: "finance" });
  const project = await aProject(organization, { name: '=HYPERLINK("http://evil","x")' });
  await costFacts(organization, "project_line_item", [
    { on: "2026-05-02", project: project.id, lineItem: "-1+2, input", amount: "-0.5" },
  ]);
  const file = await textOf(await exportCosts(actor, asking(), still));
  expect(file).toBe(
    "day_utc,project_id,project_name,line_item,amount,currency\n" +
      `2026-05-02,${project.id},"'=HYPERLINK(""http://evil"",""x"")","'-1+2, input",-0.5,usd\n`,
  );
  expect(await trailOf(organization, "costs")).toEqual(["table.export started", "table.export succeeded"]);
});

test("who may not see costs gets none, and another organization's are out of reach", async () => {
  const organization = await anOrganization();
  await costFacts(organization, "project_line_item", [{ on: "2026-05-02", project: "proj_a", amount: "1" }]);
  const viewer = await anActor({ organization, role: "viewer" });
  const refused = { code: "forbidden" };
  await expect(costTable(viewer, asking())).rejects.toMatchObject(refused);
  await expect(costSeries(viewer, asking())).rejects.toMatchObject(refused);
  await expect(monthCosts(viewer)).rejects.toMatchObject(refused);
  await expect(exportCosts(viewer, asking(), still)).rejects.toMatchObject(refused);
  await expect(costsMirroredSince(viewer, "project")).rejects.toMatchObject(refused);

  const stranger = await anActor();
  expect((await costTable(stranger, asking({ filters: { project: ["proj_a"] } }))).rows).toEqual([]);
});

test("days and rows behind a figure add up to it, page after page, for every grouping", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const facts = fc.sample(fact, 150);
  await costFacts(organization, "project_line_item", facts);
  await costFacts(organization, "api_key", [{ on: "2026-05-02", key: "key_1", amount: "0.25" }]);

  const filters = { project: ["proj_a", ""] };
  const query = asking({ filters });
  const figure = await sumCosts(actor, query);
  expect(figure).toBe(exactSum(facts.filter(({ project = "" }) => filters.project.includes(project))));
  const days = (await listCostDays(actor, query, fromStart)).rows;
  expect(exactSum(days.map(({ value }) => ({ on: may.fromOn, amount: value })))).toBe(figure);

  for (const { day, value } of days.slice(0, 4)) {
    const range = { fromOn: day, toOn: addDays(day, 1) };
    const { rows } = await listBilledRows(actor, { ...query, range }, fromStart);
    expect(exactSum(rows.map(({ amount: each }) => ({ on: may.fromOn, amount: each })))).toBe(value);
    expect(await sumCosts(actor, { ...query, range })).toBe(value);
  }
  const file = parseCsv(await textOf(await exportCostRows(actor, query, still)));
  expect(exactSum(file.map((row) => ({ on: may.fromOn, amount: row["amount"] ?? "" })))).toBe(figure);
  expect(await sumCosts(actor, asking({ groupBy: "key" }))).toBe("0.25");
});

test("more rows of a day than fit a page follow one another without a gap", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const projects = Array.from({ length: 120 }, (_, n) => `proj_${n}`);
  await costFacts(
    organization,
    "project_line_item",
    projects.map((project) => ({ on: "2026-05-02", project, amount: "1" })),
  );
  const query = asking({ range: { fromOn: "2026-05-02", toOn: "2026-05-03" } });
  const seen: string[] = [];
  let page = await listBilledRows(actor, query, fromStart);
  for (;;) {
    seen.push(...page.rows.map(({ project }) => project));
    if (!page.next) break;
    page = await listBilledRows(actor, query, { after: page.next, before: null });
  }
  expect(seen).toEqual(projects.toSorted());
});

test("rows of a day that are alike in everything are each listed once, forth and back", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const alike = { on: "2026-05-02", project: "proj_a", lineItem: "gpt-5, input", amount: "1" };
  await costFacts(organization, "project_line_item", Array<CostFact>(120).fill(alike));
  const query = asking({ range: { fromOn: "2026-05-02", toOn: "2026-05-03" } });
  const { forth, back } = await walkPages((request) => listBilledRows(actor, query, request));
  expect(forth.map(({ length }) => length)).toEqual([50, 50, 20]);
  expect(back).toEqual(forth);
});
