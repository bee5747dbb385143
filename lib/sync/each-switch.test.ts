import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { listStreams } from "#lib/streams/list.ts";
import type { SyncErrorCode } from "#lib/sync/error-codes.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { runSlice } from "#lib/sync/run-slice.ts";
import { anActor } from "#lib/testing/factories.ts";
import { mirrorTotals } from "#lib/testing/mirror-totals.ts";
import { forgetWaits } from "#lib/testing/streams.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import { expectedUsage } from "#lib/testing/usage-totals.ts";
import type { FaultInput } from "#twin/faults.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

vi.setConfig({ testTimeout: 180_000 });

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 5 });
}, 120_000);
afterAll(() => twin.stop());

/** A few streams of every way of reading: lists, windows of one question and of several, events. */
const kinds: StreamKind[] = ["members", "projects", "usage_images", "costs", "audit_log"];

/** Each switch, as hard as a backfill can bear it, and what the page says of a stream that it strikes. */
const switches: { fault: FaultInput; code: SyncErrorCode | null }[] = [
  { fault: { kind: "rateLimit", perMinute: 8, windowMs: 1_000 }, code: "rate_limited" },
  { fault: { kind: "serverError", rate: 0.3, status: 503 }, code: "unavailable" },
  { fault: { kind: "cut", rate: 0.2 }, code: "unavailable" },
  { fault: { kind: "cut", rate: 0.2, at: "half" }, code: "unavailable" },
  { fault: { kind: "delay", rate: 0.3, ms: 30 }, code: null },
  { fault: { kind: "malformed", rate: 0.3 }, code: "malformed" },
  { fault: { kind: "repeatCursor", rate: 0.3 }, code: null },
  { fault: { kind: "emptyPage", rate: 0.3 }, code: "empty_page" },
  { fault: { kind: "missingScope", rate: 0.3 }, code: "missing_scope" },
  { fault: { kind: "archiveFails" }, code: null },
  { fault: { kind: "amountsAsNumbers" }, code: null },
  { fault: { kind: "costsByKeyRefused" }, code: null },
  { fault: { kind: "costsByUserRefused" }, code: null },
  { fault: { kind: "costsRestated" }, code: null },
  { fault: { kind: "usageGrows" }, code: null },
  { fault: { kind: "lateEvents" }, code: null },
  { fault: { kind: "unknownEvents" }, code: null },
];

/** Reads every stream to its end, past all waits; what the page said meanwhile, by stream. */
async function backfill(organization: { id: string; slug: string }): Promise<Set<string>> {
  const actor = await anActor({ role: "viewer", organization });
  const told = new Set<string>();
  for (const kind of kinds) {
    for (let step = 0; step < 2_000; step += 1) {
      const end = await runSlice(organization.id, kind, { isForced: true, budgetMs: 50 });
      if (end.state === "complete") break;
      if (end.state === "failed") {
        const [stream] = await listStreams(actor, [kind]);
        expect(stream?.health).toBe(stream?.error?.code === "rate_limited" ? "waiting" : "failing");
        expect(stream?.error?.code).toBe(end.fault?.code);
        expect(stream?.error?.message).toBe(end.fault?.message);
        if (stream?.error) told.add(stream.error.code);
      }
      await forgetWaits(organization);
    }
  }
  return told;
}

async function expectSame(organization: { id: string }): Promise<void> {
  const [upstream, mirror] = [await twin.totals(), await mirrorTotals(organization)];
  const { users, projects, events, tenantEvents } = upstream;
  expect(mirror.directory).toMatchObject({ users, projects, events, tenantEvents });
  const { images } = expectedUsage(upstream);
  expect(mirror.usage).toMatchObject({ images });
  expect(Number(mirror.costs["amount"])).toBeCloseTo(Number(upstream.costs.amount), 8);
  expect(upstream.events).toBeGreaterThan(0);
}

/** What was changed upstream by a switch that distorts figures is read again within the day: as if it had passed. */
async function aDayLater(organization: { id: string }): Promise<void> {
  await pool.query(
    `UPDATE streams SET cursor = jsonb_set(cursor, '{deepAt}', to_jsonb(now() - interval '2 days')), run_finished_at = NULL
     WHERE organization_id = $1 AND cursor ? 'deepAt'`,
    [organization.id],
  );
}

test.each(switches)(
  "$fault.kind ($fault.at), on for a whole backfill: told as $code, and the same totals at the end",
  async ({ fault, code }) => {
    const organization = await aConnectedOrganization(twin);
    twin.setFaults([fault]);
    const told = await backfill(organization);
    twin.setFaults([]);
    if (code) expect([...told]).toContain(code);
    await aDayLater(organization);
    await backfill(organization);
    await expectSame(organization);
  },
);

test("events of types and with fields that nobody has seen are kept as they came", async () => {
  const organization = await aConnectedOrganization(twin);
  await twin.sql(
    `INSERT INTO twin.events (id, type, effective_at, is_tenant) VALUES ('audit_log-unseen', 'nobody.has_seen.this', extract(epoch FROM now())::bigint - 60, false)`,
  );
  twin.setFaults([{ kind: "unknownEvents", percent: 50 }]);
  await backfill(organization);
  const { rows } = await pool.query<{ type: string; raw: { id: string; type: string } }>(
    "SELECT type, raw FROM facts.audit_events WHERE organization_id = $1",
    [organization.id],
  );
  expect(rows.map(({ raw }) => raw.id)).toContain("audit_log-unseen");
  for (const { type, raw } of rows) expect(raw.type).toBe(type);
});
