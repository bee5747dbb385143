import { db } from "#lib/db.ts";

/** How long after its last sign of life a worker counts as gone; lib/jobs/sign-of-life.ts gives one every ten seconds. */
const silentAfterMs = 45_000;

export type WorkersHealth = { alive: number; lastSeenAt: Date | null };

export async function checkWorkers(now = new Date()): Promise<WorkersHealth> {
  const since = new Date(now.getTime() - silentAfterMs);
  const [alive, last] = await Promise.all([
    db.worker.count({ where: { seenAt: { gt: since } } }),
    db.worker.findFirst({ orderBy: { seenAt: "desc" }, select: { seenAt: true } }),
  ]);
  return { alive, lastSeenAt: last?.seenAt ?? null };
}
