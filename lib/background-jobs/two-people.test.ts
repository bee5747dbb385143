import { afterAll, expect, test, vi } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { cancelJob } from "#lib/background-jobs/cancel.ts";
import { cleanUpJobs } from "#lib/background-jobs/clean-up.ts";
import { pauseJob } from "#lib/background-jobs/pause.ts";
import { resumeJob } from "#lib/background-jobs/resume.ts";
import { db } from "#lib/db.ts";
import { pool, writer } from "#lib/db-writer.ts";
import { deleteExport } from "#lib/exports/delete.ts";
import { exportJob } from "#lib/exports/job.ts";
import { closeQueue } from "#lib/jobs/queue.ts";
import { anExport, workOn } from "#lib/testing/exports.ts";
import { anActor, trailOf } from "#lib/testing/factories.ts";

vi.setConfig({ testTimeout: 60_000 });
afterAll(() => closeQueue());

type Verb = (actor: Actor, asked: { jobId: string }) => Promise<unknown>;

async function twoPeople() {
  const first = await anActor();
  return { first, second: await anActor({ organization: first.organization, role: "admin" }) };
}

/** Several at once; answers how many were refused, each because the job had moved on. */
async function atOnce(jobId: string, wishes: [Verb, Actor][]): Promise<number> {
  const ended = await Promise.allSettled(wishes.map(([verb, actor]) => verb(actor, { jobId })));
  const refused = ended.flatMap((one): unknown[] => (one.status === "rejected" ? [one.reason] : []));
  for (const reason of refused)
    expect(reason).toMatchObject({ key: expect.stringMatching(/^job(MovedOn|NotFound)$/) });
  return refused.length;
}

test("however many ask for a job at once, no more are open than may be", async () => {
  const { first, second } = await twoPeople();
  for (let open = 0; open < 17; open += 1) await anExport(first, { sets: "members" });
  const ended = await Promise.allSettled(
    Array.from({ length: 8 }, (_, turn) => anExport(turn % 2 ? first : second, { sets: "members" })),
  );
  const refused = ended.flatMap((one): unknown[] => (one.status === "rejected" ? [one.reason] : []));
  expect(refused).toHaveLength(5);
  for (const reason of refused) expect(reason).toMatchObject({ code: "conflict", key: "tooManyJobs" });
  const where = { organizationId: first.organization.id };
  expect(await db.backgroundJob.count({ where })).toBe(20);
  expect(await db.trailEntry.count({ where: { ...where, action: "job.ask" } })).toBe(20);
});

test.each<[string, Verb, string]>([
  ["pause", pauseJob, "job.pause succeeded"],
  ["cancel", cancelJob, "job.cancel succeeded"],
])("of two who %s a job at once one does, and the trail says it once", async (_, verb, entry) => {
  const { first, second } = await twoPeople();
  const id = await anExport(first, { sets: "members" });
  expect(
    await atOnce(id, [
      [verb, first],
      [verb, second],
      [verb, first],
    ]),
  ).toBe(2);
  expect((await trailOf(first.organization, id)).filter((each) => each === entry)).toHaveLength(1);
});

test("of one who resumes and one who cancels, whoever is later is told or has the last word", async () => {
  const { first, second } = await twoPeople();
  const id = await anExport(first, { sets: "members" });
  await pauseJob(first, { jobId: id });
  const refused = await atOnce(id, [
    [resumeJob, first],
    [cancelJob, second],
  ]);
  const { state } = await db.backgroundJob.findUniqueOrThrow({ where: { id } });
  expect(refused === 0 || refused === 1).toBe(true);
  // Cancelled is the end in either order: a job that was cancelled is not resumed, one that was resumed is cancelled.
  expect(state).toBe("cancelled");
  expect((await workOn(id)).outcome).toBe("gone");
});

test("of two who delete an export at once one does, and nobody who is late pauses or resumes what is gone", async () => {
  const { first, second } = await twoPeople();
  const id = await anExport(first, { sets: "members" });
  await workOn(id);
  expect(
    await atOnce(id, [
      [deleteExport, first],
      [deleteExport, second],
    ]),
  ).toBe(1);
  expect(
    await atOnce(id, [
      [pauseJob, first],
      [resumeJob, second],
      [cancelJob, first],
      [deleteExport, second],
    ]),
  ).toBe(4);
  expect(await trailOf(first.organization, id)).toEqual([
    "job.ask succeeded",
    "job.finish succeeded",
    "export.delete succeeded",
  ]);
});

test("what a failed job made is kept until its time is up, and once cleared away it is not resumed", async () => {
  const { first } = await twoPeople();
  const id = await anExport(first, { sets: "members" });
  const later = new Date(Date.now() + 3_600_000);
  await writer.backgroundJob.update({ where: { id }, data: { state: "failed", expiresAt: later } });
  await cleanUpJobs();
  expect((await db.backgroundJob.findUniqueOrThrow({ where: { id } })).clearedAt).toBeNull();
  await writer.backgroundJob.update({ where: { id }, data: { expiresAt: new Date(0) } });
  await cleanUpJobs();
  expect((await db.backgroundJob.findUniqueOrThrow({ where: { id } })).clearedAt).not.toBeNull();
  await expect(resumeJob(first, { jobId: id })).rejects.toMatchObject({ key: "jobMovedOn" });
});

test("what a job made stays where somebody lets the job go on while it is being cleared away", async () => {
  const { first } = await twoPeople();
  const id = await anExport(first, { sets: "members" });
  await writer.backgroundJob.update({ where: { id }, data: { state: "failed", expiresAt: new Date(0) } });
  const discard = vi.spyOn(exportJob, "discard");
  const client = await pool.connect();
  await client.query("BEGIN");
  await client.query("SELECT FROM background_jobs WHERE id = $1 FOR UPDATE", [id]);
  // Between the list of what is over and the turn of this job.
  const cleared = cleanUpJobs();
  await client.query("UPDATE background_jobs SET state = 'queued', expires_at = NULL WHERE id = $1", [id]);
  await client.query("COMMIT");
  client.release();
  await cleared;
  expect(discard.mock.calls.filter(([job]) => job.id === id)).toEqual([]);
  discard.mockRestore();
  expect(await db.backgroundJob.findUniqueOrThrow({ where: { id } })).toMatchObject({
    state: "queued",
    clearedAt: null,
  });
});
