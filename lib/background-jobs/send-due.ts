import { jobKindNames } from "#lib/background-jobs/kinds.ts";
import { leaseName } from "#lib/background-jobs/lease-name.ts";
import { pool } from "#lib/db-writer.ts";
import { enqueueBackgroundJob } from "#lib/jobs/queue.ts";

type Due = { id: string; turn: string };

/**
 * Jobs that wait for a worker, and those that say "running" while nobody holds their lease: their worker died.
 * Those of a kind that this version does not know wait for one that does. A dead worker shows as soon as its connection breaks, long before the queue misses its heartbeat.
 */
async function findDue(): Promise<Due[]> {
  const { rows } = await pool.query<Due>(
    `SELECT id, state || ' ' || extract(epoch FROM updated_at) AS turn FROM background_jobs
     WHERE kind = ANY ($2) AND (
        state = 'queued' AND (not_before IS NULL OR not_before <= now())
        OR state = 'running' AND NOT EXISTS (
          SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database
          WHERE locktype = 'advisory' AND objsubid = 1 AND datname = current_database()
            AND (classid::bigint << 32 | objid::bigint) = hashtextextended($1 || background_jobs.id, 0)))
     ORDER BY id LIMIT 1000`,
    [leaseName(""), jobKindNames],
  );
  return rows;
}

/**
 * Leaves a job for the workers for every background job that nobody is at. One sent already gets no second for
 * the same turn; the lease keeps a late one from doing harm. Returns how many were sent.
 */
export async function sendDueBackgroundJobs(): Promise<number> {
  let sent = 0;
  for (const { id, turn } of await findDue()) if (await enqueueBackgroundJob(id, turn)) sent += 1;
  return sent;
}
