import type { Actor } from "#lib/auth/actor.ts";
import type { OneJob } from "#lib/background-jobs/change-state.ts";
import { changeState } from "#lib/background-jobs/change-state.ts";
import type { BackgroundJob } from "#lib/generated/prisma/client.ts";

/** Ends a job for good: what it made is cleared away, by the worker at it or by the next clean-up. */
export async function cancelJob(actor: Actor, { jobId }: OneJob): Promise<BackgroundJob> {
  const now = new Date();
  return changeState(actor, jobId, {
    action: "job.cancel",
    from: ["queued", "running", "paused"],
    data: { state: "cancelled", finishedAt: now, expiresAt: now },
  });
}
