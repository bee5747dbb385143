import { afterAll, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { cancelJob } from "#lib/background-jobs/cancel.ts";
import { describeJob } from "#lib/background-jobs/describe.ts";
import { pauseJob } from "#lib/background-jobs/pause.ts";
import { resumeJob } from "#lib/background-jobs/resume.ts";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { closeQueue } from "#lib/jobs/queue.ts";
import { anExport, workOn } from "#lib/testing/exports.ts";
import { anActor, trailOf } from "#lib/testing/factories.ts";

afterAll(() => closeQueue());

async function stateOf(id: string): Promise<string> {
  return (await db.backgroundJob.findUniqueOrThrow({ where: { id } })).state;
}

async function colleagueOf({ organization }: Actor, role: "admin" | "viewer") {
  return anActor({ organization, role });
}

test("a person pauses, resumes and cancels what they asked for, and each is on the trail", async () => {
  const actor = await anActor({ role: "viewer" });
  const id = await anExport(actor, { sets: "members" });
  await pauseJob(actor, { jobId: id });
  expect((await workOn(id)).outcome).toBe("gone");
  expect(await stateOf(id)).toBe("paused");
  await resumeJob(actor, { jobId: id });
  expect(await stateOf(id)).toBe("queued");
  await cancelJob(actor, { jobId: id });
  expect((await workOn(id)).outcome).toBe("gone");
  expect(await trailOf(actor.organization, id)).toEqual(
    ["ask", "pause", "resume", "cancel"].map((verb) => `job.${verb} succeeded`),
  );
});

test.each([pauseJob, cancelJob])(
  "%o: others' jobs are for owners and admins, and unseen elsewhere",
  async (verb) => {
    const actor = await anActor();
    const id = await anExport(actor, { sets: "members" });
    const before = await trailOf(actor.organization, id);
    await expect(verb(await colleagueOf(actor, "viewer"), { jobId: id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(verb(await anActor(), { jobId: id })).rejects.toMatchObject({ code: "not_found" });
    expect(await trailOf(actor.organization, id)).toEqual(before);
    expect(await stateOf(id)).toBe("queued");
    await verb(await colleagueOf(actor, "admin"), { jobId: id });
    expect(await stateOf(id)).not.toBe("queued");
  },
);

test("what is over or is paused already is not paused again, and nothing is on the trail", async () => {
  const actor = await anActor();
  const id = await anExport(actor, { sets: "streams" });
  await workOn(id);
  const before = await trailOf(actor.organization, id);
  for (const verb of [pauseJob, resumeJob, cancelJob])
    await expect(verb(actor, { jobId: id })).rejects.toMatchObject({ code: "conflict", key: "jobMovedOn" });
  expect(await trailOf(actor.organization, id)).toEqual(before);
});

test("one organization has so many open jobs at once and no more", async () => {
  const actor = await anActor();
  for (let index = 0; index < 20; index += 1) await anExport(actor, { sets: "streams" });
  await expect(anExport(actor, { sets: "streams" })).rejects.toMatchObject({ key: "tooManyJobs" });
});

test("a job that breaks is tried again with longer and longer waits, fails with a code, and can be resumed", async () => {
  const actor = await anActor();
  const id = await anExport(actor, { sets: "streams" });
  await writer.backgroundJob.update({ where: { id }, data: { cursor: { nonsense: true } } });
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await writer.backgroundJob.update({ where: { id }, data: { notBefore: null } });
    const { job } = await workOn(id);
    expect(job.state).toBe(attempt < 5 ? "queued" : "failed");
    if (attempt < 5) waits.push((job.notBefore?.getTime() ?? 0) - job.updatedAt.getTime());
  }
  expect(waits.map((ms) => Math.round(ms / 1000))).toEqual([1, 4, 16, 64]);
  const failed = await db.backgroundJob.findUniqueOrThrow({ where: { id } });
  expect(failed).toMatchObject({ lastErrorCode: "unexpected", result: null });
  expect(describeJob(failed, new Date())).toMatchObject({ phase: "failed", rate: null });
  expect(await trailOf(actor.organization, id)).toContain("job.fail succeeded");
  await writer.backgroundJob.update({ where: { id }, data: { cursor: {} } });
  await resumeJob(actor, { jobId: id });
  expect(await stateOf(id)).toBe("queued");
});

test("rate and time left are those of the present worker", async () => {
  const actor = await anActor();
  const id = await anExport(actor, { sets: "streams" });
  const at = Date.now();
  const job = await writer.backgroundJob.update({
    where: { id },
    data: {
      state: "running",
      progressDone: 3_000,
      progressTotal: 5_000,
      stretchDone: 1_000,
      stretchAt: new Date(at - 10_000),
      updatedAt: new Date(at),
    },
  });
  expect(describeJob(job, new Date())).toMatchObject({
    phase: "running",
    rate: 200,
    secondsLeft: 10,
    done: 3000,
  });
  expect(describeJob({ ...job, state: "paused" }, new Date())).toMatchObject({
    rate: null,
    secondsLeft: null,
  });
});
