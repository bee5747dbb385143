import { afterAll, expect, test } from "vitest";
import { leaseName } from "#lib/background-jobs/lease-name.ts";
import { sendDueBackgroundJobs } from "#lib/background-jobs/send-due.ts";
import { pool, writer } from "#lib/db-writer.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { closeQueue } from "#lib/jobs/queue.ts";
import { withLease } from "#lib/sync/lease.ts";
import { anExport, workOn } from "#lib/testing/exports.ts";
import { anActor } from "#lib/testing/factories.ts";

afterAll(() => closeQueue());

/** A job in some state, of which nothing waits in the queue. */
async function aJob(data: Prisma.BackgroundJobUpdateInput = {}): Promise<string> {
  const id = await anExport(await anActor(), { sets: "members" });
  await writer.backgroundJob.update({ where: { id }, data });
  await pool.query("DELETE FROM pgboss.job WHERE data->>'jobId' = $1", [id]);
  return id;
}

async function isSent(id: string): Promise<boolean> {
  await sendDueBackgroundJobs();
  const { rowCount } = await pool.query(
    "DELETE FROM pgboss.job WHERE name = 'background-job' AND data->>'jobId' = $1",
    [id],
  );
  return rowCount === 1;
}

test.each<[string, boolean, Prisma.BackgroundJobUpdateInput]>([
  ["that waits", true, {}],
  ["whose wait is over", true, { notBefore: new Date(0) }],
  ["that has to wait", false, { notBefore: new Date("2999-01-01") }],
  ["that is paused", false, { state: "paused" }],
  ["that is over", false, { state: "done" }],
  ["that was cancelled", false, { state: "cancelled" }],
  ["whose worker died", true, { state: "running" }],
  ["of a kind that another version knows", false, { kind: "distil" }],
  ["of such a kind whose worker died", false, { kind: "distil", state: "running" }],
])("a job %s is sent to the workers: %s", async (_, sent, data) => {
  expect(await isSent(await aJob(data))).toBe(sent);
});

test("a job that a worker holds is left to it, however long it says nothing", async () => {
  const id = await aJob({ state: "running", updatedAt: new Date(0) });
  await withLease(leaseName(id), async () => expect(await isSent(id)).toBe(false));
  await withLease(`${leaseName(id)}0`, async () => expect(await isSent(id)).toBe(true));
});

test("a job is sent once for one turn, however often the schedule is looked through", async () => {
  const id = await aJob();
  for (let look = 0; look < 3; look += 1) await sendDueBackgroundJobs();
  const { rows } = await pool.query<{ sent: number }>(
    "SELECT count(*)::int AS sent FROM pgboss.job WHERE name = 'background-job' AND data->>'jobId' = $1",
    [id],
  );
  expect(rows).toEqual([{ sent: 1 }]);
});

test("a job of a kind that this version does not know is not taken: another may do it", async () => {
  const id = await aJob({ kind: "distil" });
  const { outcome, job } = await workOn(id);
  expect([outcome, job.state, job.startedAt]).toEqual(["gone", "queued", null]);
});
