import { db } from "#lib/db.ts";
import type { Sample } from "#lib/metrics/write.ts";

type Row = { queue: string; state: string; jobs: bigint };

/** The jobs of each queue by state; none before the first worker has made the queue's tables. */
export async function countJobs(): Promise<Sample[]> {
  const [made] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('pgboss.job') IS NOT NULL AS exists`;
  if (!made?.exists) return [];

  const rows = await db.$queryRaw<Row[]>`
    SELECT name AS queue, state::text AS state, count(*) AS jobs FROM pgboss.job GROUP BY 1, 2 ORDER BY 1, 2`;
  return rows.map(({ queue, state, jobs }) => ({ labels: { queue, state }, value: Number(jobs) }));
}
