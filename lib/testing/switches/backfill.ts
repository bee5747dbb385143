import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { listStreams } from "#lib/streams/list.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { runSlice } from "#lib/sync/run-slice.ts";
import { anActor } from "#lib/testing/factories.ts";
import { mirrorTotals } from "#lib/testing/mirror-totals.ts";
import { forgetWaits } from "#lib/testing/streams.ts";
import { expectedUsage } from "#lib/testing/usage-totals.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

/** A few streams of every way of reading: lists, windows of one question and of several, events. */
const kinds: StreamKind[] = ["members", "projects", "usage_images", "costs", "audit_log"];

/**
 * Reads every stream to its end, past all waits, and holds what the page says against what happened at each
 * failure. Returns the codes that the page told meanwhile.
 */
export async function backfill(organization: { id: string; slug: string }): Promise<Set<string>> {
  const actor = await anActor({ role: "viewer", organization });
  const told = new Set<string>();
  for (const kind of kinds) {
    let isComplete = false;
    for (let step = 0; step < 2_000 && !isComplete; step += 1) {
      const end = await runSlice(organization.id, kind, { isForced: true, budgetMs: 50 });
      isComplete = end.state === "complete";
      if (end.state === "failed") {
        const [stream] = await listStreams(actor, [kind]);
        expect(stream?.health).toBe(stream?.error?.code === "rate_limited" ? "waiting" : "failing");
        expect(stream?.error?.code).toBe(end.fault?.code);
        expect(stream?.error?.message).toBe(end.fault?.message);
        if (stream?.error) told.add(stream.error.code);
      }
      await forgetWaits(organization);
      // A limiter that refuses is given some time, however fast the machine: the tries are counted.
      if (end.state !== "more") await sleep(25);
    }
    const [stream] = await listStreams(actor, [kind]);
    expect(stream).toMatchObject({ kind, health: "fresh", error: null, progress: null });
  }
  return told;
}

/** What was changed upstream by a switch that distorts figures is read again within the day: as if it had passed. */
export async function aDayLater(organization: { id: string }): Promise<void> {
  await pool.query(
    `UPDATE streams SET cursor = jsonb_set(cursor, '{deepAt}', to_jsonb(now() - interval '2 days')), run_finished_at = NULL
     WHERE organization_id = $1 AND cursor ? 'deepAt'`,
    [organization.id],
  );
}

/** Fails unless the mirror of what backfill reads equals upstream. */
export async function expectSame(twin: TestTwin, organization: { id: string }): Promise<void> {
  const [upstream, mirror] = [await twin.totals(), await mirrorTotals(organization)];
  const { users, projects, events, tenantEvents } = upstream;
  expect(mirror.directory).toMatchObject({ users, projects, events, tenantEvents });
  const { images } = expectedUsage(upstream);
  expect(mirror.usage).toMatchObject({ images });
  expect(Number(mirror.costs["amount"])).toBeCloseTo(Number(upstream.costs.amount), 8);
  expect(upstream.events).toBeGreaterThan(0);
}
