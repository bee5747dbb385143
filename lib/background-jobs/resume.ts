import type { Actor } from "#lib/auth/actor.ts";
import type { OneJob } from "#lib/background-jobs/change-state.ts";
import { changeState } from "#lib/background-jobs/change-state.ts";
import type { BackgroundJob } from "#lib/generated/prisma/client.ts";
import { enqueueBackgroundJob } from "#lib/jobs/queue.ts";
import { log } from "#lib/log.ts";

/** Lets a job that was paused or has failed go on from the last piece that was committed. */
export async function resumeJob(actor: Actor, { jobId }: OneJob): Promise<BackgroundJob> {
  const job = await changeState(actor, jobId, {
    action: "job.resume",
    from: ["paused", "failed"],
    data: {
      state: "queued",
      failures: 0,
      notBefore: null,
      lastErrorCode: null,
      lastErrorMessage: null,
      lastErrorAt: null,
      finishedAt: null,
      expiresAt: null,
    },
  });
  await enqueueBackgroundJob(job.id).catch((error: unknown) => log.warn({ err: error }, "job not sent yet"));
  return job;
}
