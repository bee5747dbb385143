import { afterEach, expect, test, vi } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { syncStream } from "#lib/sync/run-all.ts";
import { anAuditLog, anEvent, closeAuditLogs, eventsIn as mirrored, now } from "#lib/testing/audit-log.ts";
import { forgetWaits, readToTheEnd, streamOf } from "#lib/testing/streams.ts";

// Whole streams are read here, on whatever machine.
vi.setConfig({ testTimeout: 60_000 });

afterEach(closeAuditLogs);

test("events of the same second, over page after page, are all there once", async () => {
  const events = Array.from({ length: 730 }, (_, index) =>
    anEvent(`e${String(index).padStart(4, "0")}`, Math.floor(index / 250)),
  );
  const { organization } = await anAuditLog(events, [anEvent("tenant-1", 5, { type: "tenant.user.added" })]);
  await syncStream(organization.id, "audit_log");
  await syncStream(organization.id, "audit_log");
  const rows = await mirrored(organization);
  expect(rows.map(({ id }) => id)).toEqual([...events.map(({ id }) => id), "tenant-1"]);
  expect(rows.filter((row) => row.is_tenant).map(({ id }) => id)).toEqual(["tenant-1"]);
  expect(await streamOf(organization, "audit_log")).toMatchObject({
    rowsMirrored: 731n,
    progressUnit: "events",
  });
});

test("what happens while a long backfill is under way is read before its end", async () => {
  const events = Array.from({ length: 600 }, (_, index) =>
    anEvent(`e${String(index).padStart(4, "0")}`, 10_000 + index * 3_600),
  );
  const { log, organization } = await anAuditLog(events);
  let steps = 0;
  await readToTheEnd(organization, "audit_log", async () => {
    steps += 1;
    if (steps !== 6) return;
    log.events.push(anEvent("new", 0));
    await pool.query(
      "UPDATE streams SET cursor = jsonb_set(cursor, '{headAt}', '\"2026-01-01T00:00:00Z\"') WHERE organization_id = $1",
      [organization.id],
    );
  });
  expect(log.asked.some((query) => query.has("effective_at[gte]"))).toBe(true);
  expect((await mirrored(organization)).map(({ id }) => id)).toContain("new");
  expect(await mirrored(organization)).toHaveLength(601);
});

test("an event that appears late is found by the overlap", async () => {
  const { log, organization } = await anAuditLog([anEvent("first", 100)]);
  await syncStream(organization.id, "audit_log");
  log.events.push(anEvent("late", 3_000));
  await syncStream(organization.id, "audit_log");
  expect((await mirrored(organization)).map(({ id }) => id)).toEqual(["first", "late"]);
  const since = Number(log.asked.at(-2)?.get("effective_at[gte]"));
  expect(since).toBe(now - 100 - 3_600);
});

test("an organization without tenant events is read all the same, and not asked again at once", async () => {
  const { log, organization } = await anAuditLog([anEvent("one", 10)], "refused");
  expect(await syncStream(organization.id, "audit_log")).toMatchObject({ error: null, rows: 1 });
  await syncStream(organization.id, "audit_log");
  expect(log.asked.filter((query) => query.get("tenant_only") === "true")).toHaveLength(1);
  expect(await streamOf(organization, "audit_log")).toMatchObject({ lastErrorCode: null });
});

test("an empty log is read to its end, and what comes later is found", async () => {
  const { log, organization } = await anAuditLog([]);
  expect(await syncStream(organization.id, "audit_log")).toMatchObject({ error: null, rows: 0 });
  log.events.push(anEvent("first", 0));
  await syncStream(organization.id, "audit_log");
  expect(await mirrored(organization)).toHaveLength(1);
});

test("two megabytes, unknown types, strange characters: kept as they came", async () => {
  const events = [
    anEvent("audit/log '\"=1+1 👩🏽‍💻", 1, { type: "login.succeeded" }),
    anEvent("big", 2, {
      type: "brand.new.thing",
      "brand.new.thing": { text: "x".repeat(2_000_000), id: "res" },
    }),
    anEvent("odd", 3, {
      type: "login.failed",
      "login.failed": { error_message: "nul \u0000 bell \u0007 lone \ud800" },
    }),
  ];
  const { organization } = await anAuditLog(events);
  expect(await syncStream(organization.id, "audit_log")).toMatchObject({ error: null });
  await forgetWaits(organization);
  const rows = await mirrored(organization);
  for (const event of events) {
    expect(rows.find(({ id }) => id === event.id)?.raw).toBe(JSON.stringify(event));
  }
  expect(rows.find(({ id }) => id === "big")?.search_text).toHaveLength(2_000_000 + "big\n\nres".length);
});
