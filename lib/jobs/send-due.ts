import { pool } from "#lib/db-writer.ts";
import { enqueueStream, openQueue } from "#lib/jobs/queue.ts";
import { hasWhatItNeeds, isDue } from "#lib/sync/next-due.ts";
import { isStreamKind, streamKinds } from "#lib/sync/kinds.ts";
import type { StreamRow } from "#lib/sync/stream-row.ts";

type Row = Pick<
  StreamRow,
  | "organization_id"
  | "kind"
  | "as_of"
  | "run_started_at"
  | "run_finished_at"
  | "not_before"
  | "paused_at"
  | "now"
>;

const connected = "status <> 'disconnected' AND sealed_admin_key IS NOT NULL";

/** Makes the rows of streams that an organization does not have yet. */
async function completeStreams(): Promise<void> {
  await pool.query(
    `INSERT INTO streams (organization_id, kind)
     SELECT organizations.id, kind FROM organizations, unnest($1::text[]) AS kind WHERE ${connected}
     ON CONFLICT DO NOTHING`,
    [[...streamKinds]],
  );
}

/** How many jobs of one organization wait at once: who comes later, with little to do, never stands behind more. */
const waitingAtOnce = 6;

async function countWaiting(): Promise<Map<string, number>> {
  await openQueue();
  const { rows } = await pool.query<{ organization_id: string; waiting: number }>(
    `SELECT data->>'organizationId' AS organization_id, count(*)::int AS waiting FROM pgboss.job
     WHERE name = 'sync-stream' AND state = 'created' GROUP BY 1`,
  );
  return new Map(rows.map((row) => [row.organization_id, row.waiting]));
}

/**
 * Leaves jobs for streams that are due, in turns: of each organization first the one that no worker has come to for
 * the longest. A stream that has a job already gets no second. Returns how many were sent.
 */
export async function sendDueStreams(): Promise<number> {
  await completeStreams();
  const { rows } = await pool.query<Row>(
    `SELECT organization_id, kind, as_of, run_started_at, run_finished_at, not_before, paused_at, now() AS now
     FROM streams JOIN organizations ON organizations.id = organization_id WHERE ${connected}
     ORDER BY row_number() OVER (PARTITION BY organization_id ORDER BY coalesce(moved_at, 'epoch'), array_position($1, kind)),
       coalesce(moved_at, 'epoch'), organization_id`,
    [[...streamKinds]],
  );
  const waiting = await countWaiting();
  const asOf = new Map<string, Map<string, Date | null>>();
  for (const row of rows) {
    const ofOrganization = asOf.get(row.organization_id) ?? new Map<string, Date | null>();
    asOf.set(row.organization_id, ofOrganization.set(row.kind, row.as_of));
  }
  let sent = 0;
  for (const row of rows) {
    const { kind, organization_id: organizationId } = row;
    if (!isStreamKind(kind) || !isDue(kind, row, row.now)) continue;
    if (!hasWhatItNeeds(kind, asOf.get(organizationId) ?? new Map())) continue;
    const before = waiting.get(organizationId) ?? 0;
    if (before >= waitingAtOnce) continue;
    if (!(await enqueueStream({ organizationId, kind, isForced: false }))) continue;
    waiting.set(organizationId, before + 1);
    sent += 1;
  }
  return sent;
}
