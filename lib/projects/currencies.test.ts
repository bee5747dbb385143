import { expect, test } from "vitest";
import { costTable } from "#lib/costs/table.ts";
import { exportProjects } from "#lib/projects/export.ts";
import { listProjects } from "#lib/projects/list.ts";
import { projectMonthToDate } from "#lib/projects/month-to-date.ts";
import { costFacts } from "#lib/testing/facts.ts";
import { anActor, aProject } from "#lib/testing/factories.ts";
import { parseCsv } from "#lib/testing/parse-csv.ts";
import { addDays, addMonths, firstOfMonth, todayIn } from "#lib/usage/days.ts";

const still = new AbortController().signal;
const byName = { sort: "name", descending: false } as const;
const start = { after: null, before: null };

test("a project's month is what the costs page says of it: dollars, and no other currency added to them", async () => {
  const actor = await anActor();
  const [both, foreign] = [
    await aProject(actor.organization, { name: "A" }),
    await aProject(actor.organization, { name: "B" }),
  ];
  const on = todayIn("UTC");
  const before = addMonths(firstOfMonth(on), -1);
  await costFacts(actor.organization, "project_line_item", [
    { on, project: both.id, lineItem: "x", amount: "1.25" },
    { on, project: both.id, lineItem: "y", amount: "0.05", currency: "USD" },
    { on, project: both.id, lineItem: "x", amount: "900", currency: "jpy" },
    { on: before, project: both.id, lineItem: "x", amount: "2" },
    { on: before, project: both.id, lineItem: "x", amount: "800", currency: "eur" },
    { on, project: foreign.id, lineItem: "x", amount: "700", currency: "jpy" },
  ]);

  expect(await projectMonthToDate(actor, both.id)).toMatchObject({ amount: "1.30", lastMonth: "2" });
  expect(await projectMonthToDate(actor, foreign.id)).toEqual({
    amount: "0",
    lastMonth: "0",
    currency: null,
  });
  const { rows } = await listProjects(actor, { search: "", status: "all" }, byName, start);
  expect(rows).toMatchObject([
    { name: "A", costThisMonth: "1.30" },
    { name: "B", costThisMonth: "0", currency: null },
  ]);
  const file = parseCsv(
    await new Response((await exportProjects(actor, { search: "", status: "all" }, still)).body).text(),
  );
  expect(file.map((row) => row["cost_this_month"])).toEqual(["1.30", "0"]);

  const range = { fromOn: firstOfMonth(on), toOn: addDays(on, 1) };
  const query = { range, comparedWith: null, granularity: "day", groupBy: "project", filters: {} } as const;
  expect((await costTable(actor, query)).rows).toMatchObject([{ group: both.id, value: "1.3" }]);
});
