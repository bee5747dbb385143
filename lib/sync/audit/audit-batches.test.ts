import { afterEach, expect, test, vi } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { syncStream } from "#lib/sync/run-all.ts";
import { runSlice } from "#lib/sync/run-slice.ts";
import { anAuditLog, anEvent, closeAuditLogs, eventsIn } from "#lib/testing/audit-log.ts";
import { forgetWaits, streamOf } from "#lib/testing/streams.ts";

// Whole streams are read here, on whatever machine.
vi.setConfig({ testTimeout: 60_000 });

afterEach(closeAuditLogs);

const events = (count: number) =>
  Array.from({ length: count }, (_, index) => anEvent(`e${String(index).padStart(5, "0")}`, index * 60));

const idsIn = async (organization: { id: string }) => (await eventsIn(organization)).map(({ id }) => id);

async function killLeases(): Promise<void> {
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks
     WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
}

test("a long past is written many pages at a time, and every event once", async () => {
  const { log, organization } = await anAuditLog(events(6_050));
  await syncStream(organization.id, "audit_log");
  expect(await idsIn(organization)).toEqual(log.events.map(({ id }) => id));
  const { rows } = await pool.query<{ transactions: number }>(
    "SELECT count(DISTINCT xmin::text)::int AS transactions FROM facts.audit_events WHERE organization_id = $1",
    [organization.id],
  );
  expect(rows[0]?.transactions).toBeLessThan(61);
  expect(log.asked.filter((query) => query.get("tenant_only") === "false")).toHaveLength(61);
  expect(await streamOf(organization, "audit_log")).toMatchObject({ rowsMirrored: 6_050n, failures: 0 });
});

test.each([
  {
    name: "an error",
    strike: () => ({ status: 503, body: { error: { message: "Down." } } }),
    code: "unavailable",
  },
  {
    name: "an empty page that says there is more",
    strike: () => ({ status: 200, body: { object: "list", data: [], has_more: true, last_id: "x" } }),
    code: "empty_page",
  },
  {
    name: "a page that leads back to itself",
    strike: ({ body }: { body: object }) => ({ status: 200, body: { ...body, last_id: "e00699" } }),
    code: "repeated_cursor",
  },
])(
  "$name in mid-batch: what came whole before it is kept, the fault is told, and reading goes on there",
  async ({ strike, code }) => {
    const { log, organization } = await anAuditLog(events(1_500));
    log.onAsk = (nth, answer) => (nth === 8 ? strike(answer) : undefined);
    const end = await runSlice(organization.id, "audit_log", { isForced: true });
    expect(end).toMatchObject({ state: "failed", fault: { code } });
    expect(await eventsIn(organization)).toHaveLength(700);
    expect(await streamOf(organization, "audit_log")).toMatchObject({
      rowsMirrored: 700n,
      lastErrorCode: code,
      failures: 1,
    });

    await forgetWaits(organization);
    expect(await syncStream(organization.id, "audit_log")).toMatchObject({ error: null, rows: 1_500 });
    expect(log.asked[8]?.get("after")).toBe("e00699");
    expect(await idsIn(organization)).toEqual(log.events.map(({ id }) => id));
  },
);

test("a connection that is killed in mid-batch costs that batch alone, and nothing is doubled", async () => {
  const { log, organization } = await anAuditLog(events(4_500));
  let kills = 0;
  log.onAsk = async (nth) => {
    if (nth % 13 !== 0 || kills >= 3) return;
    kills += 1;
    await killLeases();
  };
  for (let slice = 0; slice < 50; slice += 1) {
    const end = await runSlice(organization.id, "audit_log", { isForced: true }).catch(String);
    if (typeof end === "object" && end.state === "complete") break;
    await forgetWaits(organization);
  }
  expect(kills).toBe(3);
  expect(await idsIn(organization)).toEqual(log.events.map(({ id }) => id));
  expect(await streamOf(organization, "audit_log")).toMatchObject({ rowsMirrored: 4_500n });
});

test("a worker that has to stop writes what it has read and asks no further", async () => {
  const { log, organization } = await anAuditLog(events(3_000));
  const stop = new AbortController();
  log.onAsk = (nth) => (nth === 5 ? stop.abort() : undefined);
  const options = { isForced: true, signal: stop.signal };
  expect(await runSlice(organization.id, "audit_log", options)).toEqual({ state: "more" });
  expect(log.asked).toHaveLength(5);
  expect(await eventsIn(organization)).toHaveLength(500);
});

test("pages beyond the pace are waited for, and what came before is there meanwhile", async () => {
  const { log, organization } = await anAuditLog(events(1_000));
  log.onAsk = async (nth) => {
    if (nth !== 4) return;
    await pool.query(
      "UPDATE paces SET next_at = clock_timestamp() + interval '5 minutes', interval_ms = 300000 WHERE organization_id = $1",
      [organization.id],
    );
  };
  const end = await runSlice(organization.id, "audit_log", { isForced: true });
  expect(end).toMatchObject({ state: "waiting" });
  expect(await eventsIn(organization)).toHaveLength(400);
  expect(await streamOf(organization, "audit_log")).toMatchObject({ lastErrorCode: null, failures: 0 });
});

test("two that read the log at once double nothing", async () => {
  const { log, organization } = await anAuditLog(events(2_500));
  await Promise.all([syncStream(organization.id, "audit_log"), syncStream(organization.id, "audit_log")]);
  expect(await idsIn(organization)).toEqual(log.events.map(({ id }) => id));
  expect(await streamOf(organization, "audit_log")).toMatchObject({ rowsMirrored: 2_500n });
});

test("after pages that went well a fault is the first again: it waits shortly, and the place in the list is kept", async () => {
  const { log, organization } = await anAuditLog(events(1_000));
  const strikeAt = (at: number) => {
    log.onAsk = (nth) =>
      nth === at ? { status: 200, body: { object: "list", data: [], has_more: true } } : undefined;
  };
  strikeAt(3);
  await runSlice(organization.id, "audit_log", { isForced: true });
  await pool.query("UPDATE streams SET failures = 7 WHERE organization_id = $1", [organization.id]);
  await forgetWaits(organization);
  strikeAt(6);
  const end = await runSlice(organization.id, "audit_log", { isForced: true });
  expect(end).toMatchObject({ state: "failed", fault: { code: "empty_page" } });
  expect(await eventsIn(organization)).toHaveLength(400);
  const { rows } = await pool.query(
    `SELECT failures, not_before - last_error_at < interval '3 seconds' AS "isShort",
       cursor #>> '{passes,0,backfill,after}' AS after FROM streams WHERE organization_id = $1`,
    [organization.id],
  );
  expect(rows).toEqual([{ failures: 1, isShort: true, after: "e00399" }]);
});
