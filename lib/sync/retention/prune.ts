import { startAccess } from "#lib/audit/change.ts";
import { pool } from "#lib/db-writer.ts";
import { cutoffDay, zoneOf } from "#lib/sync/retention/cutoff.ts";
import { deleteBefore } from "#lib/sync/retention/delete-before.ts";
import { dropPartitions } from "#lib/sync/retention/drop-partitions.ts";
import type { FactsTable } from "#lib/sync/windows/ensure-months.ts";

const job = { kind: "job", id: "prune-facts", label: "prune-facts" };

/** What an organization lets go of. at: the first moment that is kept; day: its day. */
export type Doomed = { organization_id: string; name: string; facts: FactsTable; day: string; at: Date };

/**
 * Removes the facts that organizations no longer keep: pages are told first, months that nobody keeps go whole,
 * the rest in small batches. May be ended at any time; the next call goes on. Each organization finds it on its trail.
 */
export async function pruneFacts(signal?: AbortSignal): Promise<{ dropped: string[]; rows: number }> {
  const { rows: doomed } = await pool.query<Doomed>(
    `SELECT organization_id, name, facts, ${cutoffDay}::text AS day,
       facts.day_begins(${cutoffDay}, ${zoneOf("facts")}) AS at
     FROM retentions JOIN organizations ON id = organization_id WHERE keep_months IS NOT NULL ORDER BY 1, 3`,
  );
  const endings = [];
  for (const each of doomed) if (await tellFirst(each)) endings.push({ each, end: await begin(each) });
  const dropped = signal?.aborted ? [] : await dropPartitions();
  let rows = 0;
  for (const each of doomed) {
    const ending = endings.find((begun) => begun.each === each);
    const removed = await deleteBefore(each, signal);
    rows += removed;
    await ending?.end("succeeded", { after: { keptSince: each.day, rows: removed, months: dropped } });
  }
  return { dropped, rows };
}

function begin({ organization_id: organizationId, facts, day }: Doomed) {
  return startAccess({
    actor: job,
    organizationId,
    action: "retention.prune",
    target: { kind: "table", id: facts, label: facts },
    input: { keptSince: day },
  });
}

/** Notes since when facts are kept, before any of them goes. Returns whether that moved. */
async function tellFirst({ organization_id: organizationId, facts, day }: Doomed): Promise<boolean> {
  const told = await pool.query(
    `UPDATE retentions SET kept_since = $3::date
     WHERE organization_id = $1 AND facts = $2 AND coalesce(kept_since, '-infinity') < $3::date`,
    [organizationId, facts, day],
  );
  return told.rowCount === 1;
}
