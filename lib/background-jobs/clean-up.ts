import { jobRegistry, kindOf } from "#lib/background-jobs/registry.ts";
import { pool } from "#lib/db-writer.ts";
import { log } from "#lib/log.ts";

/** How long the row of a job is kept after what it made is gone, so that people can see what became of it. */
const rowsKeptDays = 30;

/** Clears away what expired, cancelled and deleted jobs made, then rows that are long over. Returns how many were cleared. */
export async function cleanUpJobs(): Promise<number> {
  const { rows } = await pool.query<{ id: string; organizationId: string; kind: string }>(
    `SELECT id, organization_id AS "organizationId", kind FROM background_jobs
     WHERE cleared_at IS NULL AND expires_at <= now() AND state IN ('cancelled', 'failed', 'done')
       AND updated_at < now() - CASE WHEN state = 'cancelled' THEN interval '1 minute' ELSE interval '0' END
     ORDER BY expires_at LIMIT 500`,
  );
  let cleared = 0;
  for (const job of rows) {
    try {
      await kindOf(job.kind)?.discard(job);
      await pool.query("UPDATE background_jobs SET cleared_at = now() WHERE id = $1", [job.id]);
      cleared += 1;
    } catch (error) {
      log.warn({ jobId: job.id, err: error }, "what a job made could not be cleared away");
    }
  }
  await pool.query("DELETE FROM background_jobs WHERE cleared_at < now() - $1 * interval '1 day'", [
    rowsKeptDays,
  ]);
  for (const kind of Object.values(jobRegistry)) await kind.sweep?.();
  return cleared;
}
