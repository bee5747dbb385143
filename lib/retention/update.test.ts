import { expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { retained, retentionChoices } from "#lib/retention/choices.ts";
import { listRetention } from "#lib/retention/list.ts";
import { UpdateRetention, updateRetention } from "#lib/retention/update.ts";
import { anActor, anOrganization, trailOf } from "#lib/testing/factories.ts";

const kept = { usage: "13", costs: "all", audit_events: "84" } as const;

test("how long facts are kept is told as it was chosen, and everything for ever until somebody chooses", async () => {
  const actor = await anActor();
  expect((await listRetention(actor)).map(({ facts, keep }) => [facts, keep])).toEqual(
    retained.map((facts) => [facts, "all"]),
  );
  await updateRetention(actor, kept);
  const listed = await listRetention(actor);
  expect(Object.fromEntries(listed.map(({ facts, keep }) => [facts, keep]))).toEqual(kept);
  expect(await listRetention(await anActor())).not.toEqual(listed);

  await updateRetention(actor, { ...kept, usage: "all" });
  const rows = await db.retention.findMany({ where: { organizationId: actor.organization.id } });
  expect(rows).toHaveLength(retained.length);
  const [, second] = await db.trailEntry.findMany({
    where: { organizationId: actor.organization.id },
    orderBy: { id: "asc" },
  });
  expect(second).toMatchObject({
    action: "retention.update",
    before: kept,
    after: { ...kept, usage: "all" },
  });
});

test("keeping longer brings nothing back: the first day that is kept stays as it is", async () => {
  const actor = await anActor();
  const organizationId = actor.organization.id;
  const keptSince = new Date("2026-03-01");
  await writer.retention.create({ data: { organizationId, facts: "usage", keepMonths: 13, keptSince } });
  await updateRetention(actor, { usage: "all", costs: "all", audit_events: "all" });
  expect((await listRetention(actor)).find(({ facts }) => facts === "usage")).toEqual({
    facts: "usage",
    keep: "all",
    keptSince: "2026-03-01",
  });
});

test("who may not change the organization changes nothing of it, and two owners at once leave one whole choice", async () => {
  const organization = await anOrganization();
  const [first, second] = [await anActor({ organization }), await anActor({ organization })];
  for (const role of ["finance", "auditor", "viewer"] as const)
    await expect(updateRetention(await anActor({ organization, role }), kept)).rejects.toMatchObject({
      code: "forbidden",
    });
  expect(await trailOf(organization, organization.id)).toEqual([]);
  const other = { usage: "36", costs: "36", audit_events: "36" } as const;
  await Promise.allSettled([updateRetention(first, kept), updateRetention(second, other)]);
  const listed = Object.fromEntries((await listRetention(first)).map(({ facts, keep }) => [facts, keep]));
  expect([kept, other]).toContainEqual(listed);
});

test("the form takes the choices that are offered for all three, and no other", () => {
  for (const choice of retentionChoices)
    expect(UpdateRetention.safeParse({ usage: choice, costs: choice, audit_events: choice }).success).toBe(
      true,
    );
  for (const usage of ["0", "1", "-13", "1e3", "13.0", "", "forever", undefined])
    expect(UpdateRetention.safeParse({ ...kept, usage }).success).toBe(false);
});
