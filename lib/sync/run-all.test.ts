import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { syncEverything } from "#lib/sync/run-all.ts";
import { mirrorTotals } from "#lib/testing/mirror-totals.ts";
import { expectedRequests, expectedUsage } from "#lib/testing/usage-totals.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;

beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 30 });
});
afterAll(() => twin.stop());

test("a first sync brings over everything that the twin holds, to the row and to the cent", async () => {
  const organization = await aConnectedOrganization(twin);
  const outcomes = await syncEverything(organization.id);

  expect(outcomes.filter(({ error }) => error)).toEqual([]);
  const [upstream, mirror] = [await twin.totals(), await mirrorTotals(organization)];
  expect(mirror.directory).toMatchObject({
    users: upstream.users,
    invites: upstream.invites,
    projects: upstream.projects,
    projectUsers: upstream.projectUsers,
    serviceAccounts: upstream.serviceAccounts,
    apiKeys: upstream.apiKeys,
    groups: upstream.groups,
    groupUsers: upstream.groupUsers,
    events: upstream.events,
    tenantEvents: upstream.tenantEvents,
  });
  const usage = expectedUsage(upstream);
  expect(Object.keys(mirror.usage).toSorted()).toEqual(Object.keys(usage).toSorted());
  expect(mirror.usage).toMatchObject(usage);
  expect(mirror.costs).toEqual({
    amount: upstream.costs.amount,
    byMember: upstream.costs.amount,
    daily: upstream.costs.amount,
    members: upstream.costs.amount,
  });
  const requests = expectedRequests(upstream);
  expect(mirror.rolledUp).toEqual({ full: requests, project: requests, model: requests, months: requests });

  const streams = await db.stream.findMany({ where: { organizationId: organization.id } });
  expect(streams.length).toBe(outcomes.length);
  for (const stream of streams) {
    expect(stream.asOf, stream.kind).not.toBeNull();
    expect(stream.lastErrorCode, stream.kind).toBeNull();
    expect(stream.progressTotal === null || stream.progressDone === stream.progressTotal, stream.kind).toBe(
      true,
    );
  }
}, 120_000);
