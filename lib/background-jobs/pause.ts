import type { Actor } from "#lib/auth/actor.ts";
import type { OneJob } from "#lib/background-jobs/change-state.ts";
import { changeState } from "#lib/background-jobs/change-state.ts";
import type { BackgroundJob } from "#lib/generated/prisma/client.ts";

/** Holds a job where it is: the worker at it lets go within seconds, and keeps what it has committed. */
export async function pauseJob(actor: Actor, { jobId }: OneJob): Promise<BackgroundJob> {
  return changeState(actor, jobId, {
    action: "job.pause",
    from: ["queued", "running"],
    data: { state: "paused" },
  });
}
