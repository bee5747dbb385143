import type { DatabaseHealth } from "#lib/health/check-database.ts";
import { checkDatabase } from "#lib/health/check-database.ts";
import type { UpstreamHealth } from "#lib/health/check-upstream.ts";
import { checkUpstream } from "#lib/health/check-upstream.ts";
import type { WorkersHealth } from "#lib/health/check-workers.ts";
import { checkWorkers } from "#lib/health/check-workers.ts";

export type Health = {
  /** ready: all is well; degraded: pages work, something behind them does not; unavailable: they don't. */
  status: "ready" | "degraded" | "unavailable";
  database: DatabaseHealth;
  workers: WorkersHealth | null;
  upstream: UpstreamHealth | null;
};

/** Whether this process can serve people, dependency by dependency. Never throws. */
export async function checkHealth(): Promise<Health> {
  const database = await checkDatabase();
  const broken = { status: "unavailable", database, workers: null, upstream: null } as const;
  if (!database.isUp || !database.isMigrated) return broken;
  try {
    const [workers, upstream] = await Promise.all([checkWorkers(), checkUpstream()]);
    const isWell = workers.alive > 0 && upstream.refused === 0 && !upstream.streams.failing;
    return { status: isWell ? "ready" : "degraded", database, workers, upstream };
  } catch {
    return broken;
  }
}
