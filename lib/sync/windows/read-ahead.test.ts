import { afterEach, expect, test, vi } from "vitest";
import { pool } from "#lib/db-writer.ts";
import { runSlice } from "#lib/sync/run-slice.ts";
import { syncStream } from "#lib/sync/run-all.ts";
import { prepareMonths } from "#lib/sync/windows/prepare-months.ts";
import { streamOf } from "#lib/testing/streams.ts";
import { anUpstreamOfWindows, closeUpstreams } from "#lib/testing/windows-upstream.ts";

vi.setConfig({ testTimeout: 60_000 });

afterEach(closeUpstreams);

const kind = "usage_moderations";
const template = "GET /organization/usage/moderations";
const results = (start: number) => [{ project_id: "p", num_model_requests: 1, input_tokens: start % 7 }];

async function hoursOf(organization: { id: string }): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM facts.usage WHERE organization_id = $1",
    [organization.id],
  );
  return rows[0]?.count ?? 0;
}

test("while a window is written the next ones are read, twenty at the most, and each is written once", async () => {
  await prepareMonths();
  const { upstream, organization } = await anUpstreamOfWindows({ results });
  const holder = await pool.connect();
  await holder.query("BEGIN");
  await holder.query("LOCK TABLE facts.usage IN SHARE MODE");
  const slice = runSlice(organization.id, kind, { isForced: true, budgetMs: 600_000 });
  await vi.waitUntil(() => upstream.asked.length === 21, { timeout: 30_000 });
  expect(await hoursOf(organization)).toBe(0);
  await holder.query("COMMIT");
  holder.release();

  expect(await slice).toEqual({ state: "complete" });
  const starts = upstream.asked.map((query) => Number(query.get("start_time")));
  expect(new Set(starts).size).toBe(starts.length);
  const [first, last] = [Math.min(...starts), Number(upstream.asked[0]?.get("end_time"))];
  expect(await hoursOf(organization)).toBe((last - first) / 3_600);
  expect(Number((await streamOf(organization, kind)).rowsMirrored)).toBe(await hoursOf(organization));
});

test("windows beyond the pace are not asked for, and what came before is there meanwhile", async () => {
  const { upstream, organization } = await anUpstreamOfWindows({ results });
  await pool.query(
    `INSERT INTO paces (organization_id, template, next_at, interval_ms, window_at, window_calls, calls_total)
     VALUES ($1, $2, clock_timestamp(), 600000, clock_timestamp(), 1, 1)`,
    [organization.id, template],
  );
  expect(await runSlice(organization.id, kind, { isForced: true })).toMatchObject({ state: "waiting" });
  expect(upstream.asked).toHaveLength(1);
  expect(await hoursOf(organization)).toBeGreaterThan(0);
  expect(await streamOf(organization, kind)).toMatchObject({ failures: 0, lastErrorCode: null });
});

test("a window that was read ahead of one that could not be written is read again", async () => {
  await prepareMonths();
  const { upstream, organization } = await anUpstreamOfWindows({ results });
  const holder = await pool.connect();
  await holder.query("BEGIN");
  await holder.query("LOCK TABLE facts.usage IN SHARE MODE");
  const slice = runSlice(organization.id, kind, { isForced: true }).catch(String);
  await vi.waitUntil(() => upstream.asked.length > 5, { timeout: 30_000 });
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'COPY facts.usage%'`,
  );
  await slice;
  await holder.query("COMMIT");
  holder.release();
  expect(await hoursOf(organization)).toBe(0);

  const asked = upstream.asked.length;
  expect(await syncStream(organization.id, kind)).toMatchObject({ error: null });
  expect(upstream.asked[asked]?.get("end_time")).toBe(upstream.asked[0]?.get("end_time"));
  expect(Number((await streamOf(organization, kind)).rowsMirrored)).toBe(await hoursOf(organization));
});
