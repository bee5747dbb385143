import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { db } from "#lib/db.ts";
import { pool } from "#lib/db-writer.ts";
import { disconnectOrganization } from "#lib/organizations/disconnect.ts";
import { replaceKey } from "#lib/organizations/replace-key.ts";
import { blindPeriods, blindSpots } from "#lib/streams/blind-periods.ts";
import { pauseStream } from "#lib/streams/pause.ts";
import { resumeStream } from "#lib/streams/resume.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { syncStream } from "#lib/sync/run-all.ts";
import { runSlice } from "#lib/sync/run-slice.ts";
import { anActor, trailOf } from "#lib/testing/factories.ts";
import { forgetWaits, streamOf } from "#lib/testing/streams.ts";
import { twinRequests } from "#lib/testing/twin-requests.ts";
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

type In = { id: string; slug: string };

const periodsOf = (organization: In) =>
  db.blindPeriod.findMany({ where: { organizationId: organization.id }, orderBy: { id: "asc" } });

/** As if the stream had last been read so many minutes ago; wasTried: a worker came to it all the same. */
async function age(organization: In, kind: StreamKind, minutes: number, wasTried = false): Promise<void> {
  await pool.query(
    `UPDATE streams SET as_of = as_of - $3 * interval '1 minute', moved_at = moved_at - CASE WHEN $4 THEN 0 ELSE $3 END * interval '1 minute',
       run_started_at = run_started_at - $3 * interval '1 minute', run_finished_at = run_finished_at - $3 * interval '1 minute'
     WHERE organization_id = $1 AND kind = $2`,
    [organization.id, kind, minutes, wasTried],
  );
}

test("a key that may not read the audit log makes it blind from its last reading on; reading again makes it good", async () => {
  const organization = await aConnectedOrganization(twin);
  await syncStream(organization.id, "audit_log");
  await age(organization, "audit_log", 30, true);
  const { asOf } = await streamOf(organization, "audit_log");
  twin.setFaults([{ kind: "missingScope", on: "GET /organization/audit_logs" }]);
  await runSlice(organization.id, "audit_log", { isForced: true });
  const [open] = await periodsOf(organization);
  expect(open).toMatchObject({ stream: "audit_log", reason: "missing_scope", outcome: "open", toAt: null });
  expect(open?.fromAt).toEqual(asOf);

  twin.setFaults([]);
  await forgetWaits(organization);
  await syncStream(organization.id, "audit_log");
  await syncStream(organization.id, "audit_log");
  const [closed, ...more] = await periodsOf(organization);
  expect(closed).toMatchObject({ outcome: "made_good", closedAt: expect.any(Date) as Date });
  expect(closed?.toAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  expect(more).toEqual([]);
});

test("what passes in a moment is nothing to tell; upstream that is down for long is", async () => {
  const organization = await aConnectedOrganization(twin);
  await syncStream(organization.id, "members");
  twin.setFaults([{ kind: "serverError", status: 503 }]);
  const fail = async () => {
    await forgetWaits(organization);
    await runSlice(organization.id, "members", { isForced: true });
  };
  for (let time = 0; time < 4; time += 1) await fail();
  expect(await periodsOf(organization)).toEqual([]);

  await age(organization, "members", 40, true);
  await fail();
  expect(await periodsOf(organization)).toMatchObject([{ reason: "upstream_down", outcome: "open" }]);
});

test("a time without any worker is blind, too", async () => {
  const organization = await aConnectedOrganization(twin);
  await syncStream(organization.id, "members");
  await age(organization, "members", 180);
  await syncStream(organization.id, "members");
  await syncStream(organization.id, "members");
  expect(await periodsOf(organization)).toMatchObject([{ reason: "not_running", outcome: "made_good" }]);
});

test("a gap that began before upstream's history is lost", async () => {
  const organization = await aConnectedOrganization(twin);
  await syncStream(organization.id, "members");
  await age(organization, "members", 401 * 24 * 60);
  await syncStream(organization.id, "members");
  await syncStream(organization.id, "members");
  expect(await periodsOf(organization)).toMatchObject([{ reason: "not_running", outcome: "lost" }]);
});

test("costs by user that upstream refuses are a question that is not answered", async () => {
  const organization = await aConnectedOrganization(twin);
  twin.setFaults([{ kind: "costsByUserRefused" }]);
  await syncStream(organization.id, "costs");
  const actor = await anActor({ organization });
  const now = Date.now();
  const spots = await blindSpots(actor, ["costs"], new Date(now - 30 * 86_400_000), new Date(now));
  expect(spots).toMatchObject([{ reason: "refused_window", detail: "member", outcome: "open", to: null }]);
});

test("a stream that is paused in mid-run stops after its step, says so, and goes on where it stood", async () => {
  const organization = await aConnectedOrganization(twin);
  const actor = await anActor({ role: "admin", organization });
  await syncStream(organization.id, "members");
  await runSlice(organization.id, "usage_completions", { budgetMs: 0 });
  const { cursor } = await streamOf(organization, "usage_completions");

  await pauseStream(actor, { kind: "usage_completions" });
  await expect(pauseStream(actor, { kind: "usage_completions" })).rejects.toMatchObject({
    key: "streamPaused",
  });
  expect(await runSlice(organization.id, "usage_completions", { isForced: true })).toEqual({
    state: "stopped",
  });
  expect(await streamOf(organization, "usage_completions")).toMatchObject({ cursor });
  expect(await blindPeriods(actor, ["usage_completions"])).toMatchObject([
    { reason: "paused", outcome: "open" },
  ]);

  await resumeStream(actor, { kind: "usage_completions" });
  await expect(resumeStream(actor, { kind: "usage_completions" })).rejects.toMatchObject({
    key: "streamNotPaused",
  });
  expect(await syncStream(organization.id, "usage_completions")).toMatchObject({ error: null });
  expect(await trailOf(organization, "usage_completions")).toEqual([
    "stream.pause succeeded",
    "stream.resume succeeded",
  ]);
  const waiting = await pool.query(
    "SELECT 1 FROM pgboss.job WHERE data->>'organizationId' = $1 AND data->>'kind' = 'usage_completions'",
    [organization.id],
  );
  expect(waiting.rowCount).toBe(1);
});

test("a pause of a few minutes is forgotten once the stream was read", async () => {
  const organization = await aConnectedOrganization(twin);
  const actor = await anActor({ role: "owner", organization });
  await syncStream(organization.id, "members");
  await pauseStream(actor, { kind: "members" });
  await resumeStream(actor, { kind: "members" });
  await syncStream(organization.id, "members");
  expect(await periodsOf(organization)).toEqual([]);
});

test.each(["viewer", "auditor", "finance"] as const)("a %s may neither pause nor resume", async (role) => {
  const actor = await anActor({ role });
  for (const verb of [pauseStream, resumeStream])
    await expect(verb(actor, { kind: "members" })).rejects.toMatchObject({ code: "forbidden" });
});

test("nothing that was asked for before a disconnect is written after it, and a new key goes on from there", async () => {
  const organization = await aConnectedOrganization(twin);
  const actor = await anActor({ role: "owner", organization });
  await syncStream(organization.id, "members");
  await age(organization, "members", 30);
  await runSlice(organization.id, "usage_completions", { budgetMs: 0 });
  const usageRows = async () => {
    const { rows } = await pool.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM facts.usage WHERE organization_id = $1",
      [organization.id],
    );
    return rows[0]?.count;
  };
  const before = [await streamOf(organization, "usage_completions"), await usageRows()] as const;

  twin.setFaults([{ kind: "delay", on: "GET /organization/usage/*", ms: 3_000 }]);
  const slice = runSlice(organization.id, "usage_completions", { isForced: true });
  const asked = async () => (await twinRequests(twin))["GET /organization/usage/completions"] ?? 0;
  const askedBefore = await asked();
  await expect.poll(asked).toBeGreaterThan(askedBefore);
  await disconnectOrganization(actor, { phrase: organization.slug });
  expect(await slice).toEqual({ state: "stopped" });
  const after = await streamOf(organization, "usage_completions");
  expect(after.cursor).toEqual(before[0].cursor);
  expect(after).toMatchObject({ lastErrorCode: null, failures: 0 });
  expect(await usageRows()).toBe(before[1]);
  expect(await periodsOf(organization)).toMatchObject([{ stream: "members", reason: "disconnected" }]);

  twin.setFaults([]);
  await replaceKey(actor, { adminKey: "sk-admin-twin" });
  for (const kind of ["members", "usage_completions"] as const)
    expect(await syncStream(organization.id, kind)).toMatchObject({ error: null });
  expect(await periodsOf(organization)).toMatchObject([{ reason: "disconnected", outcome: "made_good" }]);
});
