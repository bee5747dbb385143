import { afterAll, expect, test } from "vitest";
import { JobRefused, JobStopped, JobWait } from "#lib/background-jobs/errors.ts";
import { isDatabaseAway } from "#lib/background-jobs/is-database-away.ts";
import { finishJob, settleBroken } from "#lib/background-jobs/settle.ts";
import { pool, writer } from "#lib/db-writer.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { closeQueue } from "#lib/jobs/queue.ts";
import { anExport } from "#lib/testing/exports.ts";
import { anActor, trailOf } from "#lib/testing/factories.ts";

afterAll(() => closeQueue());

/** A job that a worker is at; broke settles how its run broke. */
async function aRunningJob(data: Prisma.BackgroundJobUncheckedUpdateInput = {}) {
  const { organization } = await anActor();
  const id = await anExport(await anActor({ organization }), { sets: "members" });
  const update = async (more: Prisma.BackgroundJobUncheckedUpdateInput) =>
    writer.backgroundJob.update({ where: { id }, data: more });
  const job = await update({ state: "running", ...data });
  return {
    update,
    broke: async (error: unknown) => {
      await settleBroken(job, organization, error);
      return writer.backgroundJob.findUniqueOrThrow({ where: { id } });
    },
    finish: () => finishJob(job, organization, { result: { files: [] }, expiresAt: new Date("2999-01-01") }),
    trail: async () => (await trailOf(organization, id)).slice(1),
  };
}

const diskFull = () => new JobWait("diskFull", "No space is left.", 60_000);
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

test("one that waits for something is tried again after the time it asks for, however often it was before", async () => {
  const { broke, trail } = await aRunningJob({ failures: 40, lastErrorAt: hoursAgo(5) });
  const job = await broke(diskFull());
  expect(job).toMatchObject({ state: "queued", lastErrorCode: "diskFull", failures: 41 });
  expect((job.notBefore?.getTime() ?? 0) - job.updatedAt.getTime()).toBeGreaterThan(59_000);
  expect(await trail()).toEqual([]);
});

test.each([
  [diskFull(), "diskFull"],
  [Object.assign(new Error("gone"), { code: "57P01" }), "unexpected"],
])("%s for six hours without a committed piece is the end of it", async (error, code) => {
  const { broke, trail } = await aRunningJob({ lastErrorAt: hoursAgo(7) });
  const job = await broke(error);
  expect(job).toMatchObject({ state: "failed", lastErrorCode: code });
  // What it made can be gone on from for a day.
  expect((job.expiresAt?.getTime() ?? 0) - (job.finishedAt?.getTime() ?? 0)).toBe(24 * 3_600_000);
  expect(await trail()).toEqual(["job.fail succeeded"]);
});

test("a database that is away is waited for", async () => {
  const { broke } = await aRunningJob();
  const cause = Object.assign(new Error("x"), { code: "ECONNREFUSED", syscall: "connect" });
  expect(await broke(new Error("Query failed", { cause }))).toMatchObject({
    state: "queued",
    lastErrorCode: "databaseAway",
  });
});

test("one that can never succeed fails at once", async () => {
  const { broke, trail } = await aRunningJob();
  expect(await broke(new JobRefused("permissionLost", "Not any more."))).toMatchObject({
    state: "failed",
    lastErrorCode: "permissionLost",
  });
  expect(await trail()).toEqual(["job.fail succeeded"]);
});

test("a worker that stops leaves the job to another at once, and to nobody what was taken from it", async () => {
  const { broke } = await aRunningJob();
  expect(await broke(new JobStopped("stopping"))).toMatchObject({ state: "queued", notBefore: null });
  const { broke: lose } = await aRunningJob();
  expect(await lose(new JobStopped("lost"))).toMatchObject({ state: "running" });
});

test.each(["paused", "cancelled"] as const)(
  "a job that was %s meanwhile stays so, whatever becomes of its run, and the trail tells no other end",
  async (state) => {
    for (const error of [diskFull(), new JobRefused("permissionLost", "No."), new Error("broke")]) {
      const { broke, finish, trail, update } = await aRunningJob({ failures: 4 });
      await update({ state });
      expect(await broke(error)).toMatchObject({ state, lastErrorCode: null });
      await expect(finish()).rejects.toThrow(JobStopped);
      expect(await trail()).toEqual([]);
    }
  },
);

test("a database that refuses a statement is there, one that ends a connection is not", async () => {
  const refused = await pool.query("SELECT nothing").catch((error: unknown) => error);
  expect(isDatabaseAway(refused)).toBe(false);
  const client = await pool.connect();
  client.on("error", () => undefined);
  const ended = await client
    .query("SELECT pg_terminate_backend(pg_backend_pid())")
    .catch((error: unknown) => error);
  client.release(true);
  expect(isDatabaseAway(ended)).toBe(true);
  for (const other of [null, "57P01", new Error("57P01"), Object.assign(new Error("x"), { code: "ENOENT" })])
    expect(isDatabaseAway(other)).toBe(false);
});
