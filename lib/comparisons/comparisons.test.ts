import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { runBackgroundJob } from "#lib/background-jobs/run.ts";
import { CompareCounts, compareCounts } from "#lib/comparisons/compare.ts";
import { latestComparison } from "#lib/comparisons/list.ts";
import { rereadDays } from "#lib/comparisons/reread.ts";
import { pool } from "#lib/db-writer.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import { syncEverything, syncStream } from "#lib/sync/run-all.ts";
import { anActor, trailOf } from "#lib/testing/factories.ts";
import { streamOf } from "#lib/testing/streams.ts";
import { aConnectedOrganization } from "#lib/testing/upstream.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";

vi.setConfig({ testTimeout: 120_000 });

let twin: TestTwin;
let organization: { id: string; slug: string };
let actor: Actor;
beforeAll(async () => {
  twin = await startTestTwin({ seed: "small", days: 12 });
  organization = await aConnectedOrganization(twin);
  actor = await anActor({ role: "auditor", organization });
  await syncEverything(organization.id);
}, 120_000);
afterEach(() => twin.setFaults([]));
afterAll(() => twin.stop());

const never = new AbortController().signal;

async function compare() {
  const { id } = await compareCounts(actor, { days: 10 });
  await vi.waitFor(
    async () => {
      await pool.query("UPDATE background_jobs SET not_before = NULL WHERE id = $1", [id]);
      const outcome = await runBackgroundJob(id, { signal: never });
      const { rows } = await pool.query("SELECT last_error_message FROM background_jobs WHERE id = $1", [id]);
      expect(outcome, JSON.stringify(rows)).toBe("over");
    },
    { timeout: 60_000, interval: 100 },
  );
  const comparison = await latestComparison(actor);
  if (comparison?.id !== id) throw new Error("The comparison is not the newest.");
  return comparison;
}

test("a mirror that is whole differs nowhere, and every stream was counted", async () => {
  const comparison = await compare();
  expect(comparison).toMatchObject({ state: "done", differing: 0, differences: [], days: 10 });
  expect(comparison.finishedAt).not.toBeNull();
  const { rows } = await pool.query<{ stream: string }>(
    "SELECT DISTINCT stream FROM comparison_counts WHERE comparison_id = $1",
    [comparison.id],
  );
  expect(rows.map(({ stream }) => stream)).toEqual(
    expect.arrayContaining(["members", "projects", "costs", "usage_completions", "audit_log"]),
  );
  expect(rows.length).toBeGreaterThan(15);
});

/** Losses of the mirror, and the stream that each belongs to. */
const losses: [StreamKind, string][] = [
  [
    "usage_completions",
    "DELETE FROM facts.usage WHERE organization_id = $1 AND kind = 'completions' AND (bucket_at AT TIME ZONE 'UTC')::date = (now() AT TIME ZONE 'UTC')::date - 4",
  ],
  [
    "costs",
    "UPDATE facts.costs SET amount = amount * 2 WHERE organization_id = $1 AND day = (now() AT TIME ZONE 'UTC')::date - 7",
  ],
  [
    "audit_log",
    `DELETE FROM facts.audit_events WHERE (organization_id, effective_at, id) = (
       SELECT organization_id, effective_at, id FROM facts.audit_events
       WHERE organization_id = $1 AND NOT is_tenant AND effective_at < now() - interval '3 days' ORDER BY effective_at DESC LIMIT 1)`,
  ],
  [
    "members",
    `UPDATE members SET deleted_at = now() WHERE organization_id = $1 AND id = (
       SELECT id FROM members WHERE organization_id = $1 AND deleted_at IS NULL LIMIT 1)`,
  ],
  ...(["project_members", "service_accounts", "api_keys"] as const).map((table): [StreamKind, string] => [
    table,
    `UPDATE ${table} SET deleted_at = now() WHERE organization_id = $1 AND ctid = (
       SELECT ctid FROM ${table} WHERE organization_id = $1 AND deleted_at IS NULL LIMIT 1)`,
  ]),
  [
    "groups",
    `UPDATE group_members SET deleted_at = now() WHERE organization_id = $1 AND ctid = (
       SELECT ctid FROM group_members WHERE organization_id = $1 AND deleted_at IS NULL LIMIT 1)`,
  ],
];

test("what the mirror lost is named by stream and day with both figures; reading these days again mends it", async () => {
  for (const [, statement] of losses) await pool.query(statement, [organization.id]);
  const found = await compare();
  expect(new Set(found.differences.map(({ stream }) => stream))).toEqual(
    new Set(losses.map(([stream]) => stream)),
  );
  expect(found.differences.find(({ stream }) => stream === "costs")).toMatchObject({
    measure: "amount",
    day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
  });
  for (const { upstream, mirror } of found.differences) expect(upstream).not.toBe(mirror);
  expect(found.differences.find(({ stream }) => stream === "api_keys")?.note).toMatch(
    /^proj_\S+: \d+ \/ \d+$/,
  );
  expect(found.differences.find(({ stream }) => stream === "groups")).toMatchObject({
    measure: "group_members",
    note: expect.stringMatching(/^\S+: \d+ \/ \d+$/) as string,
  });

  for (const [kind] of losses) {
    const before = await streamOf(organization, kind);
    const { days } = await rereadDays(actor, { comparisonId: found.id, kind });
    expect(days).toBe(1);
    expect(await syncStream(organization.id, kind)).toMatchObject({ error: null });
    const after = await streamOf(organization, kind);
    expect(after).toMatchObject({ rereads: [], backfilledAt: before.backfilledAt });
  }
  expect(await compare()).toMatchObject({ differing: 0 });
  expect(await trailOf(organization, "costs")).toContain("stream.reread succeeded");
  await expect(rereadDays(actor, { comparisonId: found.id, kind: "invites" })).rejects.toMatchObject({
    key: "nothingDiffers",
  });
});

test("losses of one project that gains of another make up for are named all the same", async () => {
  await syncStream(organization.id, "service_accounts");
  const [first] = (
    await pool.query<{ project_id: string; id: string }>(
      "SELECT project_id, id FROM service_accounts WHERE organization_id = $1 AND deleted_at IS NULL LIMIT 1",
      [organization.id],
    )
  ).rows;
  const moved = await pool.query(
    `UPDATE service_accounts SET project_id = (SELECT id FROM projects WHERE organization_id = $1 AND deleted_at IS NULL
       AND status IS DISTINCT FROM 'archived' AND id <> $2 LIMIT 1)
     WHERE organization_id = $1 AND project_id = $2 AND id = $3`,
    [organization.id, first?.project_id, first?.id],
  );
  expect(moved.rowCount).toBe(1);
  expect((await compare()).differences).toMatchObject([
    { stream: "service_accounts", measure: "places", upstream: "2" },
  ]);
  await syncStream(organization.id, "service_accounts");
});

test("it goes on through refusals and failures of upstream, and says what upstream does not answer", async () => {
  twin.setFaults([
    { kind: "serverError", rate: 0.2 },
    { kind: "malformed", rate: 0.1 },
    { kind: "missingScope", on: "GET /organization/invites" },
  ]);
  const comparison = await compare();
  expect(comparison.differences).toMatchObject([
    { stream: "invites", measure: "refused", upstream: null, day: null },
  ]);
  expect(comparison.differences[0]?.note).toContain("insufficient permissions");
});

/** Keeps the next call of these endpoints for ten seconds away, as six calls a minute do. */
async function paceOnly(...templates: string[]): Promise<void> {
  await pool.query("DELETE FROM paces WHERE organization_id = $1", [organization.id]);
  await pool.query(
    `INSERT INTO paces (organization_id, template, next_at, interval_ms, window_at, window_calls, calls_total)
     SELECT $1, template, clock_timestamp() + interval '10 seconds', 10000, clock_timestamp(), 1, 1
     FROM unnest($2::text[]) AS template`,
    [organization.id, templates],
  );
}

test("while it waits for its turns it tells how long it will still take, counted over all of them", async () => {
  const { id } = await compareCounts(actor, { days: 10 });
  const stretch = async () => {
    const { rows } = await pool.query<{ at: Date; done: string }>(
      "UPDATE background_jobs SET not_before = NULL WHERE id = $1 RETURNING stretch_at AS at, stretch_done AS done",
      [id],
    );
    return rows[0];
  };
  await paceOnly("GET /organization/usage/images");
  expect(await runBackgroundJob(id, { signal: never })).toBe("broken");
  const [first, begun] = [await latestComparison(actor), await stretch()];
  await paceOnly("GET /organization/users");
  expect(await runBackgroundJob(id, { signal: never })).toBe("broken");
  const second = await latestComparison(actor);

  expect(first?.progress?.secondsLeft).toBeGreaterThanOrEqual(0);
  expect(second?.progress?.done).toBeGreaterThan(first?.progress?.done ?? 0);
  expect(second?.progress?.secondsLeft).toBeGreaterThanOrEqual(0);
  expect(await stretch()).toEqual(begun);
  await paceOnly();
  expect(await runBackgroundJob(id, { signal: never })).toBe("over");
});

test("one at a time; a viewer may not, nor anybody of another organization see it", async () => {
  await compareCounts(actor, { days: 1 });
  await expect(compareCounts(actor, { days: 1 })).rejects.toMatchObject({ key: "comparisonUnderWay" });
  expect(await latestComparison(actor)).toMatchObject({ state: "running", progress: { done: 0 } });

  const viewer = await anActor({ role: "viewer", organization });
  await expect(compareCounts(viewer, { days: 1 })).rejects.toMatchObject({ code: "forbidden" });
  expect(await latestComparison(await anActor())).toBeNull();
  for (const days of [0, 401, "x"]) expect(CompareCounts.safeParse({ days }).success).toBe(false);
});
