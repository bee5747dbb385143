import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { disconnectOrganization } from "#lib/organizations/disconnect.ts";
import { replaceKey } from "#lib/organizations/replace-key.ts";
import { anActor, trailOf } from "#lib/testing/factories.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

vi.setConfig({ testTimeout: 60_000 });

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterAll(() => twin.stop());

test("of several who disconnect an organization at once one does, the others are told, and the trail says it once", async () => {
  const organization = await aConnectedOrganization(twin);
  const asOf = new Date("2026-11-01T00:00:00Z");
  await writer.stream.create({ data: { organizationId: organization.id, kind: "members", asOf } });
  const [first, second] = [await anActor({ organization }), await anActor({ organization })];
  const wish = { phrase: organization.slug };
  const ended = await Promise.allSettled(
    [first, second, first, second].map((actor) => disconnectOrganization(actor, wish)),
  );
  const refused = ended.flatMap((one): unknown[] => (one.status === "rejected" ? [one.reason] : []));
  expect(refused).toHaveLength(3);
  for (const reason of refused)
    expect(reason).toMatchObject({ code: "conflict", key: "organizationDisconnected" });
  expect(await trailOf(organization, organization.id)).toEqual(["organization.disconnect succeeded"]);
  const blind = await db.blindPeriod.findMany({ where: { organizationId: organization.id } });
  expect(blind).toMatchObject([{ reason: "disconnected", fromAt: asOf }]);
});

test("a key that is replaced while somebody disconnects leaves one of the two states, whole", async () => {
  const organization = await aConnectedOrganization(twin);
  const [first, second] = [await anActor({ organization }), await anActor({ organization })];
  await Promise.allSettled([
    disconnectOrganization(first, { phrase: organization.slug }),
    replaceKey(second, { adminKey: "sk-admin-twin" }),
  ]);
  const row = await db.organization.findUniqueOrThrow({ where: { id: organization.id } });
  const hasKey = row.sealedAdminKey !== null && row.adminKeyFingerprint !== null && row.adminKeyHint !== "";
  const hasNone = row.sealedAdminKey === null && row.adminKeyFingerprint === null && row.adminKeyHint === "";
  expect(row.status === "connected" ? hasKey : hasNone).toBe(true);
  expect(row.disconnectedAt === null).toBe(row.status === "connected");
});
