import { pool } from "#lib/db-writer.ts";
import { enqueueBackgroundJob } from "#lib/jobs/queue.ts";

/**
 * Leaves a job for the workers for every background job that waits or whose worker died; one that is being
 * done gets no second. Returns how many were sent.
 */
export async function sendDueBackgroundJobs(): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM background_jobs WHERE state IN ('queued', 'running') AND (not_before IS NULL OR not_before <= now())
     ORDER BY id LIMIT 1000`,
  );
  let sent = 0;
  for (const { id } of rows) if (await enqueueBackgroundJob(id)) sent += 1;
  return sent;
}
