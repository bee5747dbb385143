import { expect, test } from "vitest";
import type { Download } from "#lib/exports/open.ts";
import { sumExactly } from "#lib/sum-exactly.ts";
import { usageFacts } from "#lib/testing/facts.ts";
import { anActor, anOrganization, aProject, trailOf } from "#lib/testing/factories.ts";
import { parseCsv } from "#lib/testing/parse-csv.ts";
import { addDays } from "./days.ts";
import { exportUsageRows, exportUsageTable } from "./export.ts";
import { loadRowsLink, parseRowsQuery } from "./parse-rows.ts";
import { fromStart } from "./rank-page.ts";
import type { RowsQuery } from "./rows.ts";
import { isHourly, listUsageDays, listUsageHours, sumRows } from "./rows.ts";
import { usageSummary } from "./summary.ts";

const may = { fromOn: "2026-05-01", toOn: "2026-06-01" };
const still = new AbortController().signal;

function asking(query: Partial<RowsQuery> = {}): RowsQuery {
  return { kind: "completions", measure: "input", range: may, filters: {}, hour: null, ...query };
}

async function recordsOf({ body }: Download) {
  return parseCsv(await new Response(body).text());
}

async function aMonth() {
  const organization = await anOrganization({ timeZone: "Asia/Tokyo" });
  const actor = await anActor({ organization });
  const project = await aProject(organization, { name: "=cmd()" });
  await usageFacts(organization, [
    // 2026-05-31 23:00 in Tokyo, and the hour after, which is June there.
    { at: "2026-05-31T14:00:00Z", project: project.id, input: 7, model: "gpt-6" },
    { at: "2026-05-31T15:00:00Z", project: project.id, input: 1000 },
    ...Array.from({ length: 120 }, (_, n) => ({
      at: `2026-05-03T0${n % 3}:00:00Z`,
      project: n % 2 ? project.id : "",
      member: `user-${n}`,
      input: n,
    })),
  ]);
  return { organization, actor, project };
}

test("a figure is the sum of its days, a day the sum of its hours, an hour the sum of its rows", async () => {
  const { actor, project } = await aMonth();
  const query = asking({ filters: { project: [project.id] } });
  expect(await sumRows(actor, query)).toBe("3607");
  const days = (await listUsageDays(actor, query, fromStart)).rows;
  expect(days).toEqual([
    { day: "2026-05-31", value: "7" },
    { day: "2026-05-03", value: "3600" },
  ]);

  const range = { fromOn: "2026-05-03", toOn: "2026-05-04" };
  const day = { ...query, range };
  expect(isHourly(day)).toBe(true);
  expect(isHourly(query)).toBe(false);
  expect(await sumRows(actor, day)).toBe("3600");
  const { rows, next } = await listUsageHours(actor, day, fromStart);
  const more = await listUsageHours(actor, day, { after: next, before: null });
  const all = [...rows, ...more.rows];
  expect(new Set(all.map(({ member }) => member)).size).toBe(60);
  expect(sumExactly(all.map(({ input }) => input))).toBe("3600");
  expect(all.map(({ at }) => at.getTime())).toEqual(
    all.map(({ at }) => at.getTime()).toSorted((a, b) => b - a),
  );

  const hour = { ...day, hour: "2026-05-03T02:00:00Z" };
  const ofHour = await listUsageHours(actor, hour, fromStart);
  expect(ofHour.rows).toHaveLength(20);
  expect(await sumRows(actor, hour)).toBe(sumExactly(ofHour.rows.map(({ input }) => input)));
});

test("the files hold what is shown, all of it, with formulas disarmed and their trail", async () => {
  const { actor, organization, project } = await aMonth();
  const rows = await recordsOf(await exportUsageRows(actor, asking(), still));
  expect(rows).toHaveLength(121);
  expect(sumExactly(rows.map((row) => row["input_tokens"] ?? ""))).toBe(await sumRows(actor, asking()));

  const table = { ...asking(), comparedWith: null, granularity: "day", groupBy: "project" } as const;
  const groups = await recordsOf(await exportUsageTable(actor, table, still));
  expect(groups).toMatchObject([
    { project_id: project.id, project_name: "'=cmd()", input_tokens: "3607" },
    { project_id: "", input_tokens: "3540" },
  ]);
  expect(await trailOf(organization, "usage-rows")).toEqual([
    "table.export started",
    "table.export succeeded",
  ]);
});

test("another organization's rows are out of reach, and a forged hour asks for none in particular", async () => {
  const { project } = await aMonth();
  const stranger = await anActor();
  const query = asking({ filters: { project: [project.id] } });
  expect((await listUsageDays(stranger, query, fromStart)).rows).toEqual([]);
  expect(await sumRows(stranger, query)).toBe("0");
  const link = loadRowsLink({ hour: "2026-05-03T02:00:00Z'; DROP TABLE facts.usage" });
  expect(parseRowsQuery(link, addDays(may.toOn, -1)).hour).toBeNull();
});

test("every kind is summed up in its own measure, the unused ones with zeros", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await usageFacts(organization, [
    { at: "2026-05-02T10:00:00Z", input: 5, requests: 2 },
    { at: "2026-04-02T10:00:00Z", input: 4 },
    { at: "2026-05-02T10:00:00Z", kind: "vector_stores", quantity: "1000000.5" },
  ]);
  const before = { fromOn: "2026-04-01", toOn: "2026-05-01", shift: { months: 1 } };
  const summary = await usageSummary(actor, may, before);
  expect(summary).toHaveLength(11);
  const of = Object.fromEntries(summary.map((row) => [row.kind, row]));
  expect(of["completions"]).toMatchObject({ value: "5", requests: "2", before: "4" });
  expect(of["completions"]?.values).toHaveLength(31);
  expect(of["completions"]?.values[1]).toBe("5");
  expect(of["vector_stores"]).toMatchObject({ value: "1000000.5", before: "0" });
  expect(of["images"]).toMatchObject({ value: "0", before: "0" });

  const year = await usageSummary(actor, { fromOn: "2025-06-01", toOn: "2026-06-01" }, null);
  expect(year[0]).toMatchObject({ kind: "completions", value: "9" });
  expect(year[0]?.values.slice(-2)).toEqual(["4", "5"]);
});
