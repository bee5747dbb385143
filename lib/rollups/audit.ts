import { db } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import { checkRollups } from "#lib/rollups/check.ts";
import { requestStale } from "#lib/rollups/request-stale.ts";
import { requestRollups } from "#lib/streams/request-rollups.ts";

/**
 * Compares the rollups of every organization with their rows. What differs is told in the log, and the
 * organization's rollups are built anew; those that are being built anyway are left alone.
 */
export async function auditRollups(signal?: AbortSignal): Promise<{ checked: number; wrong: number }> {
  const stale = await requestStale();
  const organizations = await db.organization.findMany({
    where: { id: { notIn: stale } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  let wrong = 0;
  for (const { id } of organizations) {
    if (signal?.aborted) break;
    const months = await checkRollups(id, signal ? { signal } : {});
    for (const { of, month, differences } of months)
      log.error({ organizationId: id, of, month, differences: differences.slice(0, 20) }, "rollups differ");
    if (months.length === 0) continue;
    wrong += 1;
    await requestRollups(id);
  }
  return { checked: organizations.length, wrong };
}
