import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { db } from "#lib/db.ts";
import { pool, writer } from "#lib/db-writer.ts";
import { adminKeyPlace } from "#lib/organizations/admin-key.ts";
import { seal } from "#lib/secrets/seal.ts";
import { syncEverything, syncStream } from "#lib/sync/run-all.ts";
import { runSlice } from "#lib/sync/run-slice.ts";
import { mirrorTotals } from "#lib/testing/mirror-totals.ts";
import { expectedRequests, expectedUsage } from "#lib/testing/usage-totals.ts";
import { forgetWaits, readToTheEnd, streamOf } from "#lib/testing/streams.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { streamKinds } from "#lib/sync/kinds.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

// Whole streams are read here, on whatever machine.
vi.setConfig({ testTimeout: 60_000 });

let twin: TestTwin;

beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 12 });
});
afterEach(() => twin.setFaults([]));
afterAll(() => twin.stop());

async function expectSame(organization: { id: string }): Promise<void> {
  const [upstream, mirror] = [await twin.totals(), await mirrorTotals(organization)];
  const { users, invites, projects, projectUsers, serviceAccounts, apiKeys, groups, groupUsers } = upstream;
  const { events, tenantEvents } = upstream;
  expect(mirror.directory).toMatchObject({
    users,
    invites,
    projects,
    projectUsers,
    serviceAccounts,
    apiKeys,
  });
  expect(mirror.directory).toMatchObject({ groups, groupUsers, events, tenantEvents });
  const usage = expectedUsage(upstream);
  expect(Object.keys(mirror.usage).toSorted()).toEqual(Object.keys(usage).toSorted());
  expect(mirror.usage).toMatchObject(usage);
  const { amount } = upstream.costs;
  expect(mirror.costs).toEqual({ amount, byMember: amount, daily: amount, members: amount });
  const requests = expectedRequests(upstream);
  expect(mirror.rolledUp).toEqual({ full: requests, project: requests, model: requests, months: requests });
}

test("everything that upstream can do wrong, all at once, and connections killed at random: the same totals", async () => {
  const organization = await aConnectedOrganization(twin);
  twin.setFaults([
    { kind: "serverError", rate: 0.08 },
    { kind: "cut", rate: 0.05 },
    { kind: "cut", rate: 0.05, at: "half" },
    { kind: "malformed", rate: 0.05 },
    { kind: "repeatCursor", rate: 0.1 },
    { kind: "emptyPage", rate: 0.08 },
    { kind: "rateLimit", perMinute: 40, windowMs: 2_000 },
  ]);
  let kills = 0;
  let isOver = false;
  // However it ends: what is killed on and on would be the other tests' connections.
  onTestFinished(() => void (isOver = true));
  const killing = (async () => {
    while (!isOver) {
      await sleep(Math.random() * 300);
      const killed = await pool
        .query(
          `SELECT pg_terminate_backend(pid) FROM pg_locks
           WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
           ORDER BY random() LIMIT 1`,
        )
        .catch(() => ({ rowCount: 0 }));
      kills += killed.rowCount ?? 0;
    }
  })();
  const told = new Set<string>();
  try {
    const read = (kind: StreamKind) =>
      readToTheEnd(organization, kind, (end) => {
        if (!(end instanceof Error) && end.state === "failed" && end.fault) told.add(end.fault.code);
      });
    const directory = async () => {
      for (const kind of streamKinds.slice(0, streamKinds.indexOf("roles"))) await read(kind);
    };
    // Each lane keeps one connection and takes another now and then, as in a worker.
    const facts = streamKinds.slice(streamKinds.indexOf("roles") + 1);
    const lane = async () => {
      for (let kind = facts.shift(); kind; kind = facts.shift()) await read(kind);
    };
    await Promise.all([directory(), lane(), lane(), lane()]);
  } finally {
    isOver = true;
    await killing;
  }

  await expectSame(organization);
  expect(kills).toBeGreaterThan(10);
  expect([...told]).toEqual(expect.arrayContaining(["unavailable", "malformed", "empty_page"]));
}, 600_000);

test("two that sync at once double nothing", async () => {
  const organization = await aConnectedOrganization(twin);
  const both = await Promise.all([syncEverything(organization.id), syncEverything(organization.id)]);
  expect(both.flat().filter(({ error }) => error)).toEqual([]);
  await expectSame(organization);
}, 300_000);

test("what upstream no longer lists becomes a tombstone, and comes back when it does", async () => {
  const organization = await aConnectedOrganization(twin);
  await syncStream(organization.id, "members");
  const [victim] = await twin.sql(
    "SELECT id FROM twin.users WHERE deleted_at IS NULL AND role <> 'owner' LIMIT 1",
  );
  const id = String(victim?.["id"]);
  const find = () =>
    db.member.findUniqueOrThrow({ where: { organizationId_id: { organizationId: organization.id, id } } });

  await twin.sql("UPDATE twin.users SET deleted_at = 1 WHERE id = $1", [id]);
  await syncStream(organization.id, "members");
  expect((await find()).deletedAt).not.toBeNull();

  await twin.sql("UPDATE twin.users SET deleted_at = NULL WHERE id = $1", [id]);
  await syncStream(organization.id, "members");
  expect((await find()).deletedAt).toBeNull();
});

test.each([
  { fault: { kind: "malformed" }, code: "malformed" },
  { fault: { kind: "emptyPage" }, code: "empty_page" },
  { fault: { kind: "serverError", status: 503 }, code: "unavailable" },
  { fault: { kind: "cut", at: "half" }, code: "unavailable" },
  { fault: { kind: "missingScope" }, code: "missing_scope" },
  { fault: { kind: "missingScope", status: 401 }, code: "missing_scope" },
  { fault: { kind: "rateLimit", perMinute: 0 }, code: "rate_limited" },
] as const)("$fault is told as $code, and takes nothing from the mirror", async ({ fault, code }) => {
  const organization = await aConnectedOrganization(twin);
  await syncStream(organization.id, "members");
  twin.setFaults([{ on: "GET /organization/users", ...fault }]);

  const end = await runSlice(organization.id, "members", { isForced: true });
  expect(end).toMatchObject({ state: "failed", fault: { code } });
  const stream = await streamOf(organization, "members");
  expect(stream).toMatchObject({ lastErrorCode: code, failures: 1 });
  expect(stream.lastErrorMessage).not.toBe("");
  expect(stream.notBefore?.getTime()).toBeGreaterThan(Date.now());
  expect(
    await db.member.count({ where: { organizationId: organization.id, deletedAt: { not: null } } }),
  ).toBe(0);

  twin.setFaults([]);
  await forgetWaits(organization);
  await syncStream(organization.id, "members");
  expect(await streamOf(organization, "members")).toMatchObject({ lastErrorCode: null, failures: 0 });
});

test("a revoked key marks the organization, one that works again clears it", async () => {
  const other = await aConnectedOrganization(twin, "sk-admin-revoked");
  const status = () => db.organization.findUniqueOrThrow({ where: { id: other.id } });

  expect(await runSlice(other.id, "projects")).toMatchObject({
    state: "failed",
    fault: { code: "unauthorized" },
  });
  expect((await status()).status).toBe("refused");

  await writer.organization.update({
    where: { id: other.id },
    data: { sealedAdminKey: seal("sk-admin-twin", adminKeyPlace(other.id)) },
  });
  await syncStream(other.id, "projects");
  expect((await status()).status).toBe("connected");
});

test("a key that may not read the audit log stops that stream alone", async () => {
  const organization = await aConnectedOrganization(twin);
  twin.setFaults([
    { kind: "missingScope", on: "GET /organization/audit_logs", scope: "api.audit_logs.read" },
  ]);
  const [audit, members] = await Promise.all([
    syncStream(organization.id, "audit_log"),
    syncStream(organization.id, "members"),
  ]);
  expect(members.error).toBeNull();
  expect(audit.error).toMatchObject({
    code: "missing_scope",
    message: expect.stringContaining("api.audit_logs.read") as string,
  });
});

test("an organization that is disconnected in mid-sync is left alone", async () => {
  const organization = await aConnectedOrganization(twin);
  await runSlice(organization.id, "usage_completions", { budgetMs: 0 });
  await writer.organization.update({
    where: { id: organization.id },
    data: { status: "disconnected", sealedAdminKey: null },
  });
  expect(await runSlice(organization.id, "usage_completions")).toEqual({ state: "stopped" });
});

test("costs that upstream refuses by user are noted, and everything else is read", async () => {
  const organization = await aConnectedOrganization(twin);
  twin.setFaults([{ kind: "costsByUserRefused" }, { kind: "amountsAsNumbers" }]);
  expect(await syncStream(organization.id, "costs")).toMatchObject({ error: null });
  const { costs } = await mirrorTotals(organization);
  const { amount } = (await twin.totals()).costs;
  expect(Number(costs.amount)).toBeCloseTo(Number(amount), 8);
  expect(costs.byMember).toBe("0");
  expect((await streamOf(organization, "costs")).cursor).toMatchObject({
    refused: { member: { message: expect.any(String) as string } },
  });

  twin.setFaults([]);
  await pool.query(
    `UPDATE streams SET cursor = jsonb_set(jsonb_set(cursor, '{refused}', '{}'), '{readUpTo}', 'null') WHERE organization_id = $1`,
    [organization.id],
  );
  await syncStream(organization.id, "costs");
  expect((await mirrorTotals(organization)).costs).toMatchObject({ amount, byMember: amount });
});

test("late events, grown hours and restated costs are read again", async () => {
  const organization = await aConnectedOrganization(twin);
  for (const kind of ["usage_completions", "costs", "audit_log"] as const)
    await syncStream(organization.id, kind);
  await twin.sql(
    "UPDATE twin.usage_completions SET output_tokens = output_tokens + 7 WHERE hour_at > extract(epoch FROM now()) - 86400",
  );
  await twin.sql(
    "UPDATE twin.costs SET amount = amount + 0.01 WHERE day_at > extract(epoch FROM now()) - 3 * 86400",
  );
  await twin.sql(
    `INSERT INTO twin.events (id, type, effective_at, is_tenant)
     VALUES ('audit_log-late', 'brand.new', extract(epoch FROM now())::bigint - 1800, false)`,
  );
  for (const kind of ["usage_completions", "costs", "audit_log"] as const)
    await syncStream(organization.id, kind);

  const [upstream, mirror] = [await twin.totals(), await mirrorTotals(organization)];
  expect(mirror.usage["completions"]).toMatchObject(upstream.completions);
  expect(mirror.costs).toMatchObject({ amount: upstream.costs.amount, daily: upstream.costs.amount });
  expect(mirror.directory).toMatchObject({ events: upstream.events });
});
