import { expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { asOf } from "#lib/streams/as-of.ts";
import { describeStream } from "#lib/streams/describe.ts";
import { listStreams } from "#lib/streams/list.ts";
import { RequestSync, requestSync } from "#lib/streams/request-sync.ts";
import { streamKinds } from "#lib/sync/kinds.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";

const now = new Date("2026-11-22T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

async function describe(given: Partial<Prisma.StreamUncheckedCreateInput>) {
  const { id: organizationId } = await anOrganization();
  const row = await writer.stream.create({ data: { organizationId, kind: "members", ...given } });
  return describeStream("members", row, now);
}

test.each([
  ["fresh", { asOf: ago(60) }],
  ["stale", { asOf: ago(3_600) }],
  ["never", {}],
  ["running", { asOf: ago(60), runStartedAt: ago(10) }],
  ["fresh", { asOf: ago(60), runStartedAt: ago(60), runFinishedAt: ago(50) }],
  ["failing", { asOf: ago(60), lastErrorCode: "unavailable", failures: 2 }],
  ["waiting", { runStartedAt: ago(60), lastErrorCode: "rate_limited" }],
  ["paused", { asOf: ago(60), pausedAt: ago(5) }],
] as const)("a stream is called %s when its row says %j", async (health, given) => {
  expect((await describe(given)).health).toBe(health);
});

test("a run tells how far it is, how fast and how long it will take", async () => {
  const given = { runStartedAt: ago(10), progressDone: 100n, progressTotal: 400n, progressUnit: "days" };
  expect((await describe(given)).progress).toEqual({
    done: 100,
    total: 400,
    unit: "days",
    rate: 10,
    secondsLeft: 30,
  });
  const unknown = await describe({ ...given, progressTotal: null });
  expect(unknown.progress).toMatchObject({ total: null, secondsLeft: null });
});

test("while upstream holds it up it says why and when it goes on", async () => {
  const notBefore = new Date(now.getTime() + 60_000);
  const state = await describe({
    lastErrorCode: "rate_limited",
    lastErrorMessage: "slow down",
    lastErrorAt: ago(1),
    notBefore,
  });
  expect(state).toMatchObject({
    notBefore: notBefore.toISOString(),
    error: { code: "rate_limited", message: "slow down" },
  });
});

test("a page is as old as the oldest of its streams and as well as the worst", async () => {
  const actor = await anActor({ role: "viewer" });
  const organizationId = actor.organization.id;
  const [early, late] = [new Date(Date.now() - 120_000), new Date(Date.now() - 30_000)];
  await writer.stream.createMany({
    data: [
      { organizationId, kind: "members", asOf: late },
      { organizationId, kind: "invites", asOf: early },
      { organizationId, kind: "costs", asOf: late, lastErrorCode: "missing_scope" },
    ],
  });

  expect(await asOf(actor, ["members", "invites"])).toMatchObject({
    asOf: early.toISOString(),
    health: "fresh",
  });
  expect(await asOf(actor, ["members", "costs"])).toMatchObject({
    asOf: late.toISOString(),
    health: "failing",
  });
  expect(await asOf(actor, ["members", "roles"])).toMatchObject({ asOf: null, health: "never" });
  expect((await listStreams(actor)).map(({ kind }) => kind)).toEqual([...streamKinds]);
  expect((await listStreams(await anActor())).every(({ health }) => health === "never")).toBe(true);
});

test("asking for a sync leaves forced jobs and a line on the trail", async () => {
  const actor = await anActor({ role: "finance" });
  const organizationId = actor.organization.id;
  expect(await requestSync(actor, RequestSync.parse({ kinds: "members,costs" }))).toEqual({ streams: 2 });

  const jobs = await db.$queryRaw<{ kind: string; forced: boolean }[]>`
    SELECT data->>'kind' AS kind, (data->>'isForced')::boolean AS forced FROM pgboss.job
    WHERE name = 'sync-stream' AND data->>'organizationId' = ${organizationId} ORDER BY 1`;
  expect(jobs).toEqual([
    { kind: "costs", forced: true },
    { kind: "members", forced: true },
  ]);
  const entries = await db.trailEntry.findMany({ where: { organizationId } });
  expect(entries).toMatchObject([{ action: "stream.sync", targetId: "members,costs", outcome: "succeeded" }]);
});

test("a viewer may not, nor may anybody once the organization is disconnected", async () => {
  const all = RequestSync.parse({});
  expect(all.kinds).toEqual([...streamKinds]);
  expect(RequestSync.safeParse({ kinds: "members,secrets" }).success).toBe(false);
  await expect(requestSync(await anActor({ role: "viewer" }), all)).rejects.toMatchObject({
    code: "forbidden",
  });

  const organization = await anOrganization({ status: "disconnected" });
  const actor = await anActor({ role: "owner", organization });
  await expect(requestSync(actor, all)).rejects.toMatchObject({ key: "organizationDisconnected" });
});

test("a stream tells the calls a minute that it is left, its refusals and its blind times", async () => {
  const actor = await anActor({ role: "viewer" });
  const organizationId = actor.organization.id;
  const pace = { organizationId, nextAt: new Date(), intervalMs: 10_400, callsTotal: 70n, refusalsTotal: 3n };
  await writer.pace.create({ data: { ...pace, template: "GET /organization/users" } });
  const from = new Date(Date.now() - 3_600_000);
  await writer.blindPeriod.create({
    data: { organizationId, stream: "members", reason: "upstream_down", fromAt: from },
  });
  const [members, invites] = await listStreams(actor, ["members", "invites"]);
  expect(members).toMatchObject({
    pace: { perMinute: 5.8, calls: 70, refusals: 3 },
    blind: [{ reason: "upstream_down", from: from.toISOString(), to: null, outcome: "open" }],
  });
  expect(invites).toMatchObject({ pace: { perMinute: null, refusals: 0 }, blind: [] });
});
