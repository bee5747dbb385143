import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { checkRollups } from "#lib/rollups/check.ts";
import { syncStream } from "#lib/sync/run-all.ts";
import { mirrorTotals } from "#lib/testing/mirror-totals.ts";
import { expectedUsage } from "#lib/testing/usage-totals.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

vi.setConfig({ testTimeout: 60_000 });

let twin: TestTwin;

beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 12 });
});
afterEach(() => twin.setFaults([]));
afterAll(() => twin.stop());

test("costs of the last days that are restated are restated here, in every grouping and rollup", async () => {
  const organization = await aConnectedOrganization(twin);
  twin.setFaults([{ kind: "costsRestated", days: 3, percent: 20 }]);
  await syncStream(organization.id, "costs");
  const { amount } = (await twin.totals()).costs;
  const early = (await mirrorTotals(organization)).costs;
  expect(Number(early.amount)).toBeLessThan(Number(amount));
  expect(early.byMember).toBe(early.amount);

  twin.setFaults([]);
  await syncStream(organization.id, "costs");
  expect((await mirrorTotals(organization)).costs).toEqual({
    amount,
    byMember: amount,
    daily: amount,
    members: amount,
  });
  expect(await checkRollups(organization.id)).toEqual([]);
});

test("costs that upstream answers as before stay where they lie on disk", async () => {
  const organization = await aConnectedOrganization(twin);
  await syncStream(organization.id, "costs");
  const places = async () =>
    (
      await pool.query<Record<"tableoid" | "ctid" | "xmin", string>>(
        `SELECT tableoid, ctid, xmin FROM facts.costs WHERE organization_id = $1
         UNION ALL SELECT tableoid, ctid, xmin FROM facts.costs_daily WHERE organization_id = $1 ORDER BY 1, 2`,
        [organization.id],
      )
    ).rows;
  const before = await places();
  await syncStream(organization.id, "costs");
  expect(before.length).toBeGreaterThan(0);
  expect(await places()).toEqual(before);
});

test("hours that still grow are read again until they have grown, and so do their days and months", async () => {
  const organization = await aConnectedOrganization(twin);
  twin.setFaults([{ kind: "usageGrows", hours: 30, percent: 40 }]);
  await syncStream(organization.id, "usage_completions");
  const { completions } = expectedUsage(await twin.totals());
  const early = (await mirrorTotals(organization)).usage["completions"];
  expect(early?.requests).toBeLessThan(completions?.["requests"] ?? 0);

  twin.setFaults([]);
  await syncStream(organization.id, "usage_completions");
  const { usage, rolledUp } = await mirrorTotals(organization);
  expect(usage["completions"]).toMatchObject(completions ?? {});
  const requests = completions?.["requests"];
  expect(rolledUp).toEqual({ full: requests, project: requests, model: requests, months: requests });
  expect(await checkRollups(organization.id)).toEqual([]);
});
