import { pool } from "#lib/db-writer.ts";
import { listPartitions } from "#lib/sync/retention/partitions.ts";
import type { Doomed } from "#lib/sync/retention/prune.ts";
import type { FactsTable } from "#lib/sync/windows/ensure-months.ts";

const batch = 5_000;

const columns: Record<FactsTable, string> = {
  usage: "bucket_at",
  costs: "day",
  audit_events: "effective_at",
};

/** Partitions of the rollups, with the column of their day: a row is known by its place in one of them. */
async function listRollups(facts: FactsTable): Promise<{ name: string; column: string }[]> {
  const { rows } = await pool.query<{ name: string; column: string }>(
    `SELECT inhrelid::regclass::text AS name, CASE WHEN relname ~ 'daily' THEN 'day' ELSE 'month' END AS column
     FROM pg_inherits JOIN pg_class ON pg_class.oid = inhparent
     WHERE inhparent IN (to_regclass('facts.' || $1 || '_daily'), to_regclass('facts.' || $1 || '_monthly')) AND relkind = 'p'`,
    [facts],
  );
  return rows;
}

/** Removes what an organization no longer keeps, rollups first, a few thousand rows at a time. Returns how many rows went. */
export async function deleteBefore(doomed: Doomed, signal?: AbortSignal): Promise<number> {
  const { organization_id: organizationId, facts, day, at } = doomed;
  for (const { name, column } of await listRollups(facts))
    await inBatches(name, `organization_id = $1 AND ${column} < $2::date`, [organizationId, day], signal);

  const bound = facts === "costs" ? day : at;
  let removed = 0;
  for (const { name, month } of await listPartitions(facts)) {
    if (month >= day) break;
    const where = `organization_id = $1 AND ${columns[facts]} < $2`;
    removed += await inBatches(`facts.${name}`, where, [organizationId, bound], signal);
  }
  if (facts === "audit_events" && !signal?.aborted) await forgetValues(organizationId, at);
  return removed;
}

/**
 * Removes what events share where no month that is kept has such an event; nobody counts them as rows. The month is
 * compared by the statement that deletes: a writer that has just seen a value again keeps it.
 */
async function forgetValues(organizationId: string, at: Date): Promise<void> {
  await pool.query(
    `DELETE FROM facts.audit_values
     WHERE organization_id = $1 AND used_until < date_trunc('month', $2::timestamptz AT TIME ZONE 'UTC')::date`,
    [organizationId, at],
  );
}

async function inBatches(
  table: string,
  where: string,
  values: unknown[],
  signal?: AbortSignal,
): Promise<number> {
  const remove = () =>
    pool.query(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT ${batch}))`,
      values,
    );
  let removed = 0;
  while (!signal?.aborted) {
    const count = (await remove()).rowCount ?? 0;
    removed += count;
    if (count < batch) break;
  }
  return removed;
}
