import { PgBoss } from "pg-boss";
import type { SendOptions } from "pg-boss";
import { pool } from "#lib/db-writer.ts";
import type { JobName, JobPayload } from "#lib/jobs/queues.ts";
import { jobNames, queueOptions } from "#lib/jobs/queues.ts";
import { log } from "#lib/log.ts";
import { processWide } from "#lib/process-wide.ts";
import { currentRequestId } from "#lib/request-context.ts";

const held = processWide<{ sender?: Promise<PgBoss> }>("sender of jobs", () => ({}));

/** Makes every queue that is not there yet, and brings the options of the others up to date. */
export async function prepareQueues(boss: PgBoss): Promise<void> {
  for (const name of jobNames) {
    const { policy, ...options } = queueOptions[name];
    await boss.createQueue(name, { policy, ...options });
    await boss.updateQueue(name, options);
  }
}

async function openSender(): Promise<PgBoss> {
  // Sends through the pool of this process and leaves the housekeeping to the workers.
  const boss = new PgBoss({
    db: {
      executeSql: async (text, values) => {
        const { rows } = await pool.query<Record<string, unknown>>(text, values);
        return { rows };
      },
    },
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  boss.on("error", (error) => log.warn({ err: error }, "job queue"));
  await boss.start();
  await prepareQueues(boss);
  return boss;
}

async function sender(): Promise<PgBoss> {
  held.sender ??= openSender();
  try {
    return await held.sender;
  } catch (error) {
    delete held.sender;
    throw error;
  }
}

/** Makes sure that the queues are there: for whoever looks at them without sending. */
export async function openQueue(): Promise<void> {
  await sender();
}

export type EnqueueOptions = Pick<SendOptions, "priority" | "startAfter" | "singletonKey" | "group">;

/**
 * Leaves a job for the workers, from the web or a worker. Two waiting jobs with the same singletonKey are one.
 * What the job does carries the id of the request that left it. Returns the job's id, or null where one was waiting already.
 */
export async function enqueue<Name extends JobName>(
  name: Name,
  payload: JobPayload<Name>,
  options: EnqueueOptions = {},
): Promise<string | null> {
  const boss = await sender();
  const requestId = currentRequestId();
  return boss.send(name, { ...payload, ...(requestId && { requestId }) }, options);
}

/** Leaves one slice of a stream for the workers; isForced asks for a run even if none is due. */
export async function enqueueStream(payload: JobPayload<"sync-stream">): Promise<string | null> {
  const { organizationId, kind, isForced } = payload;
  // A person who asks does not wait behind what the schedule has sent, nor is the wish lost in it.
  const singletonKey = `${organizationId}:${kind}${isForced ? ":now" : ""}`;
  const group = { id: organizationId };
  return enqueue("sync-stream", payload, { singletonKey, group, priority: isForced ? 10 : 0 });
}

/** Leaves a background job for the workers; null where it was sent for this turn already. */
export async function enqueueBackgroundJob(jobId: string, turn = "now"): Promise<string | null> {
  return enqueue("background-job", { jobId }, { singletonKey: `${jobId} ${turn}` });
}

/** Lets go of the sender: for processes that end. */
export async function closeQueue(): Promise<void> {
  const boss = await held.sender?.catch(() => null);
  delete held.sender;
  await boss?.stop({ graceful: false });
}
