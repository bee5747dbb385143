import { expect, test } from "vitest";
import { monthCosts } from "#lib/costs/month.ts";
import { costFacts, usageFacts } from "#lib/testing/facts.ts";
import { aMember, anActor, anOrganization, aProject } from "#lib/testing/factories.ts";
import { activeMembers } from "./active-members.ts";
import { topModels, topProjects } from "./leaders.ts";
import { spendBefore } from "./spend-before.ts";
import { thirtyDayTrend } from "./trend.ts";

const now = new Date("2026-11-22T18:00:00Z");

test("an active member is a person here who asked something in thirty local days", async () => {
  const organization = await anOrganization({ timeZone: "Asia/Tokyo" });
  const actor = await anActor({ organization });
  const active = await aMember(organization);
  const idle = await aMember(organization);
  const robot = await aMember(organization, { isServiceAccount: true });
  const gone = await aMember(organization, { deletedAt: now });
  await usageFacts(organization, [
    ...[active, robot, gone].map(({ id }) => ({ at: "2026-11-20T01:00:00Z", member: id, requests: 1 })),
    // In Tokyo it is the 23rd: the thirty days begin on 25 October, which is 15:00 on the 24th in UTC.
    { at: "2026-10-24T14:00:00Z", member: idle.id, requests: 1 },
  ]);
  expect(await activeMembers(actor, now)).toEqual({ active: 1, members: 2, days: 30 });
});

test.each([
  ["2026-11-05T18:00:00Z", "2026-10-07", "2026-10-06"],
  ["2026-11-22T18:00:00Z", "2026-10-24", "2026-10-23"],
  ["2026-10-31T12:00:00Z", "2026-10-02", "2026-10-01"],
  ["2026-10-30T12:00:00Z", "2026-10-01", "2026-09-30"],
])("at %s who asked on %s is active and who asked on %s alone is not", async (at, first, before) => {
  const organization = await anOrganization({ timeZone: "UTC" });
  const actor = await anActor({ organization });
  const [onFirst, lately, onBoth, early] = [
    await aMember(organization),
    await aMember(organization),
    await aMember(organization),
    await aMember(organization),
  ];
  const asked = (on: string, { id }: { id: string }, kind = "completions") => ({
    at: `${on}T03:00:00Z`,
    kind,
    member: id,
    requests: 2,
  });
  await usageFacts(organization, [
    asked(first, onFirst, "embeddings"),
    asked(at.slice(0, 10), lately),
    asked(before, onBoth),
    asked(first, onBoth),
    asked(before, early),
    asked(before, early, "embeddings"),
  ]);
  expect(await activeMembers(actor, new Date(at))).toMatchObject({ active: 3, members: 4 });
});

test("the trend has a value for each of thirty days, of spend or else of requests", async () => {
  const organization = await anOrganization();
  await costFacts(organization, "project_line_item", [{ on: "2026-11-22", amount: "1.5" }]);
  await usageFacts(organization, [{ at: "2026-10-24T00:00:00Z", requests: 9 }]);

  const owner = await thirtyDayTrend(await anActor({ organization }), now);
  expect(owner).toMatchObject({ of: "cost" });
  expect([owner.days[0], owner.days.length, owner.values.at(-1)]).toEqual(["2026-10-24", 30, "1.5"]);

  const viewer = await thirtyDayTrend(await anActor({ organization, role: "viewer" }), now);
  expect([viewer.of, viewer.values[0]]).toEqual(["requests", "9"]);
});

test("this month is held against last month, the same dates or the same weekdays of last year", async () => {
  const organization = await anOrganization();
  await costFacts(organization, "project_line_item", [
    { on: "2026-11-22", amount: "100" },
    { on: "2026-10-22", amount: "1.5" },
    { on: "2026-10-23", amount: "8" },
    { on: "2025-11-01", amount: "2.25" },
    { on: "2025-11-23", amount: "4" },
  ]);
  const actor = await anActor({ organization });
  const month = await monthCosts(actor, now);
  expect(month.toDate).toBe("100");
  expect(await spendBefore(actor, month, "previous")).toBe("1.5");
  expect(await spendBefore(actor, month, "year")).toBe("2.25");
  // 1 November 2026 is a Sunday, as 2 November 2025 was: the days are the 2nd through the 23rd.
  expect(await spendBefore(actor, month, "weeks")).toBe("4");
  const viewer = await anActor({ organization, role: "viewer" });
  await expect(spendBefore(viewer, month, "year")).rejects.toMatchObject({ code: "forbidden" });
});

test("leading projects are ranked by cost, and by requests for who may not see costs", async () => {
  const organization = await anOrganization();
  const [dear, busy] = [await aProject(organization, { name: "Dear" }), await aProject(organization)];
  await costFacts(organization, "project_line_item", [
    { on: "2026-11-20", project: dear.id, amount: "30" },
    { on: "2026-11-20", project: busy.id, amount: "10" },
  ]);
  await usageFacts(organization, [
    { at: "2026-11-20T00:00:00Z", project: dear.id, requests: 1, model: "gpt-6", input: 10 },
    { at: "2026-11-20T00:00:00Z", project: busy.id, requests: 3, model: "gpt-6-mini", input: 90 },
  ]);

  const owner = await anActor({ organization });
  const ranked = await topProjects(owner, now);
  expect(ranked).toMatchObject({ of: "cost", rows: [{ value: "30", share: 0.75 }, { group: busy.id }] });
  expect(ranked.rows[0]?.name?.label).toBe("Dear");
  expect((await topModels(owner, now)).rows).toMatchObject([
    { group: "gpt-6-mini", value: "90", share: 0.9 },
    { group: "gpt-6", value: "10" },
  ]);

  const viewer = await anActor({ organization, role: "viewer" });
  expect(await topProjects(viewer, now)).toMatchObject({
    of: "requests",
    rows: [{ group: busy.id, value: "3" }, {}],
  });
});

test("an organization without a fact has an overview all the same", async () => {
  const actor = await anActor();
  expect(await activeMembers(actor, now)).toEqual({ active: 0, members: 0, days: 30 });
  expect(new Set((await thirtyDayTrend(actor, now)).values)).toEqual(new Set(["0"]));
  expect((await topProjects(actor, now)).rows).toEqual([]);
});
