import type { PoolClient } from "pg";
import { holdJob } from "#lib/background-jobs/hold.ts";
import { jobKindNames } from "#lib/background-jobs/kinds.ts";
import { leaseName } from "#lib/background-jobs/lease-name.ts";
import { kindOf } from "#lib/background-jobs/registry.ts";
import { finishJob, settleBroken } from "#lib/background-jobs/settle.ts";
import { db } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import { withLease } from "#lib/sync/lease.ts";

/** What became of a try: "busy" where another worker has the job, "gone" where there is nothing to do. */
export type RunOutcome = "busy" | "gone" | "over" | "broken";

/** Waiting for its turn at upstream belongs to a job's pace: how fast it goes is counted on. */
const isPaced = "(last_error_code = 'paced' AND stretch_at IS NOT NULL)";

/** Takes a job that waits, or whose worker died; false where it was paused, cancelled or has to wait meanwhile. */
async function claim(client: PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE background_jobs SET state = 'running', started_at = coalesce(started_at, clock_timestamp()),
       stretch_at = CASE WHEN ${isPaced} THEN stretch_at ELSE clock_timestamp() END,
       stretch_done = CASE WHEN ${isPaced} THEN stretch_done ELSE progress_done END,
       not_before = NULL, updated_at = clock_timestamp()
     WHERE id = $1 AND kind = ANY ($2) AND state IN ('queued', 'running') AND (not_before IS NULL OR not_before <= clock_timestamp())`,
    [id, jobKindNames],
  );
  return rowCount === 1;
}

async function work(client: PoolClient, id: string, stopping: AbortSignal): Promise<RunOutcome> {
  if (!(await claim(client, id))) return "gone";
  const { organization, ...job } = await db.backgroundJob.findUniqueOrThrow({
    where: { id },
    include: { organization: { select: { id: true, slug: true, name: true, timeZone: true } } },
  });
  const kind = kindOf(job.kind);
  if (!kind) return "gone";
  const { signal, commit, release } = holdJob(client, id, stopping);
  try {
    const end = await kind.run({ job, organization, signal, commit });
    signal.throwIfAborted();
    await finishJob(job, organization, end);
    return "over";
  } catch (error) {
    // Whatever broke after the job was taken away broke because of it.
    const cause: unknown = signal.aborted ? signal.reason : error;
    await settleBroken(job, organization, cause).catch((failure: unknown) =>
      log.warn({ jobId: id, err: failure }, "how a background job ended could not be written down"),
    );
    return "broken";
  } finally {
    release();
    await discardIfCancelled(id).catch((error: unknown) =>
      log.warn({ jobId: id, err: error }, "not discarded"),
    );
  }
}

/** Only the worker that was at it knows when nothing is being made any more. */
async function discardIfCancelled(id: string): Promise<void> {
  const job = await db.backgroundJob.findUnique({ where: { id } });
  if (job?.state === "cancelled") await kindOf(job.kind)?.discard(job);
}

/**
 * Does a background job, or goes on with it from its last committed piece, until it is over or taken away. Two
 * workers never do one job at once; one that dies loses the lease with its connection and another goes on.
 */
export async function runBackgroundJob(id: string, { signal }: { signal: AbortSignal }): Promise<RunOutcome> {
  return withLease(leaseName(id), (client) => work(client, id, signal));
}
