import { expect, test } from "vitest";
import { usageFacts } from "#lib/testing/facts.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";
import type { UsageQuery } from "./parse-filters.ts";
import { comparedSeries, usageSeries } from "./series.ts";
import { usageTable } from "./table.ts";
import { usageTotals } from "./totals.ts";

const week = { fromOn: "2026-05-04", toOn: "2026-05-11" };
const weekBefore = { fromOn: "2026-04-27", toOn: "2026-05-04", shift: { days: 7 } };

function asking(query: Partial<UsageQuery> = {}): UsageQuery {
  return {
    kind: "completions",
    range: week,
    comparedWith: null,
    granularity: "day",
    groupBy: "project",
    measure: "input",
    filters: {},
    ...query,
  };
}

test("each group has its share and what it was before, gone groups included", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await usageFacts(organization, [
    { at: "2026-05-05T10:00:00Z", project: "proj_a", input: 75, requests: 3 },
    { at: "2026-05-05T11:00:00Z", project: "proj_b", input: 25 },
    { at: "2026-04-28T11:00:00Z", project: "proj_b", input: 50 },
    { at: "2026-04-28T11:00:00Z", project: "proj_gone", input: 9 },
  ]);

  const table = await usageTable(actor, asking({ comparedWith: weekBefore }));
  expect(table.rows).toMatchObject([
    { group: "proj_a", input: "75", requests: "3", share: 0.75, before: "0" },
    { group: "proj_b", input: "25", share: 0.25, before: "50" },
    { group: "proj_gone", input: "0", share: 0, before: "9" },
  ]);
  expect(table.totals).toMatchObject({ input: "100", before: "59" });
  expect(await comparedSeries(actor, { ...asking(), comparedWith: weekBefore })).toEqual([
    "0",
    "59",
    "0",
    "0",
    "0",
    "0",
    "0",
  ]);
});

test("pages follow one another without a gap or a repeat, equal values included", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const projects = Array.from({ length: 120 }, (_, n) => `proj_${n}`);
  await usageFacts(
    organization,
    projects.map((project, n) => ({ at: "2026-05-05T10:00:00Z", project, input: n % 5 })),
  );

  const seen: string[] = [];
  let page = await usageTable(actor, asking());
  expect(page.previous).toBeNull();
  for (;;) {
    expect(page.totals.input).toBe("240");
    seen.push(...page.rows.map(({ group }) => group));
    if (!page.next) break;
    page = await usageTable(actor, asking(), { after: page.next, before: null });
  }
  expect(seen.toSorted()).toEqual(projects.toSorted());

  const backwards: string[] = [];
  for (;;) {
    backwards.unshift(...page.rows.map(({ group }) => group));
    if (!page.previous) break;
    page = await usageTable(actor, asking(), { after: null, before: page.previous });
  }
  expect(backwards).toEqual(seen);
});

test("a forged cursor begins at the start", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await usageFacts(organization, [{ at: "2026-05-05T10:00:00Z", project: "proj_a", input: 1 }]);
  for (const cursor of ["x", "W10", Buffer.from('["1; DROP TABLE x","a"]').toString("base64url")]) {
    expect((await usageTable(actor, asking(), { after: cursor, before: null })).rows).toHaveLength(1);
  }
});

test("beyond the eight largest, groups are drawn together", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await usageFacts(
    organization,
    Array.from({ length: 11 }, (_, n) => ({ at: "2026-05-05T10:00:00Z", model: `m${n}`, input: 100 - n })),
  );
  const { groups } = await usageSeries(actor, asking({ groupBy: "model" }));
  expect(groups.map(({ group }) => group)).toEqual(["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", null]);
  expect(groups.at(-1)?.values[1]).toBe("273");
});

test("sums beyond what a JavaScript number holds stay exact", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  const most = "4611686018427387903";
  await usageFacts(organization, [
    { at: "2026-05-05T10:00:00Z", project: "proj_a", input: most },
    { at: "2026-05-06T10:00:00Z", project: "proj_a", input: most },
  ]);
  expect((await usageTable(actor, asking())).totals.input).toBe("9223372036854775806");
});

test("another organization's usage is not counted, whatever is asked", async () => {
  const [mine, theirs] = [await anOrganization(), await anOrganization()];
  await usageFacts(theirs, [{ at: "2026-05-05T10:00:00Z", project: "proj_a", input: 5 }]);
  const actor = await anActor({ organization: mine });

  const filters = { project: ["proj_a", `' OR organization_id = '${theirs.id}`] };
  expect((await usageTable(actor, asking({ filters }))).rows).toEqual([]);
  expect((await usageSeries(actor, asking({ filters, granularity: "hour" }))).groups).toEqual([]);
});

test("kinds do not mix", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await usageFacts(organization, [
    { at: "2026-05-05T10:00:00Z", kind: "embeddings", project: "proj_a", input: 5 },
    { at: "2026-05-05T10:00:00Z", project: "proj_a", input: 7 },
  ]);
  expect((await usageTable(actor, asking({ kind: "embeddings" }))).totals.input).toBe("5");
});

test("kinds that count no tokens are counted in their own measure, fractions included", async () => {
  const organization = await anOrganization();
  const actor = await anActor({ organization });
  await usageFacts(organization, [
    { at: "2026-05-05T10:00:00Z", kind: "images", size: "256x256", quantity: 3, requests: 2 },
    { at: "2026-05-05T11:00:00Z", kind: "images", size: "512x512", quantity: 4 },
    { at: "2026-05-05T10:00:00Z", kind: "audio_transcriptions", quantity: "1.25" },
    { at: "2026-05-06T10:00:00Z", kind: "audio_transcriptions", quantity: "0.5" },
  ]);
  const images = asking({ kind: "images", groupBy: "size", measure: "quantity" });
  expect((await usageTable(actor, images)).rows).toMatchObject([
    { group: "512x512", value: "4" },
    { group: "256x256", value: "3", requests: "2" },
  ]);
  const audio = asking({ kind: "audio_transcriptions", measure: "quantity" });
  expect((await usageTotals(actor, audio)).now.quantity).toBe("1.75");
  expect((await usageSeries(actor, audio)).groups[0]?.values.slice(1, 3)).toEqual(["1.25", "0.5"]);
});

test.each(["owner", "admin", "finance", "auditor", "viewer"] as const)("a %s may see usage", async (role) => {
  await expect(usageTable(await anActor({ role }), asking())).resolves.toMatchObject({ rows: [] });
});
