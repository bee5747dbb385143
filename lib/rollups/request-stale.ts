import { pool } from "#lib/db-writer.ts";
import { requestRollups } from "#lib/streams/request-rollups.ts";

/** Asks for the rollups that are known to lack something, are half built, or count days of another zone. Returns whose. */
export async function requestStale(): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT DISTINCT id FROM facts.rollups JOIN organizations ON organizations.id = organization_id
     WHERE is_stale OR next_id IS NOT NULL OR zone <> time_zone`,
  );
  for (const { id } of rows) await requestRollups(id);
  return rows.map(({ id }) => id);
}
