import { pool } from "#lib/db-writer.ts";

const usualMs = 15_000;
/** While other organizations wait for a turn nobody takes long ones. */
const sharedMs = 3_000;

/** How long a slice of this organization may take, in milliseconds. */
export async function sliceBudgetMs(organizationId: string): Promise<number> {
  const { rowCount } = await pool.query(
    `SELECT 1 FROM pgboss.job
     WHERE name = 'sync-stream' AND state = 'created' AND start_after <= now() AND group_id <> $1 LIMIT 1`,
    [organizationId],
  );
  return rowCount === 0 ? usualMs : sharedMs;
}
