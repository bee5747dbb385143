import { db } from "#lib/db.ts";

export type JobCount = {
  job: string;
  state: string;
  jobs: number;
  /** Seconds since the oldest of them could have begun; 0 where it lies ahead. */
  oldestSeconds: number;
};

type Row = { queue: string; state: string; jobs: bigint; oldest: number };

/** The jobs of each queue by state; none before the first worker has made the queue's tables. */
export async function countJobs(): Promise<JobCount[]> {
  const [made] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('pgboss.job') IS NOT NULL AS exists`;
  if (!made?.exists) return [];

  const rows = await db.$queryRaw<Row[]>`
    SELECT name AS queue, state::text AS state, count(*) AS jobs,
      greatest(0, extract(epoch FROM now() - min(greatest(created_on, start_after))))::float8 AS oldest
    FROM pgboss.job GROUP BY 1, 2 ORDER BY 1, 2`;
  return rows.map(({ queue, state, jobs, oldest }) => ({
    job: queue,
    state,
    jobs: Number(jobs),
    oldestSeconds: oldest,
  }));
}
