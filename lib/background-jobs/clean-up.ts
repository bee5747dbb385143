import { jobRegistry, kindOf } from "#lib/background-jobs/registry.ts";
import { pool } from "#lib/db-writer.ts";
import { log } from "#lib/log.ts";
import { inTransaction } from "#lib/sync/lease.ts";

/** How long the row of a job is kept after what it made is gone, so that people can see what became of it. */
const rowsKeptDays = 30;

type Over = { id: string; organizationId: string; kind: string };

const isOver = `cleared_at IS NULL AND expires_at <= now() AND state IN ('cancelled', 'failed', 'done')
  AND updated_at < now() - CASE WHEN state = 'cancelled' THEN interval '1 minute' ELSE interval '0' END`;

/** Clears away what a job made, unless somebody let it go on meanwhile: they wait, and are told that it is gone. */
async function clear({ id, organizationId, kind }: Over): Promise<boolean> {
  const client = await pool.connect();
  try {
    return await inTransaction(client, async () => {
      const held = await client.query(
        `SELECT FROM background_jobs WHERE id = $1 AND ${isOver} FOR UPDATE SKIP LOCKED`,
        [id],
      );
      if (held.rowCount === 0) return false;
      await kindOf(kind)?.discard({ id, organizationId });
      await client.query("UPDATE background_jobs SET cleared_at = now() WHERE id = $1", [id]);
      return true;
    });
  } finally {
    client.release();
  }
}

/** Clears away what expired, cancelled and deleted jobs made, then rows that are long over. Returns how many were cleared. */
export async function cleanUpJobs(): Promise<number> {
  const { rows } = await pool.query<Over>(
    `SELECT id, organization_id AS "organizationId", kind FROM background_jobs
     WHERE ${isOver} ORDER BY expires_at LIMIT 500`,
  );
  let cleared = 0;
  for (const job of rows) {
    try {
      if (await clear(job)) cleared += 1;
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
