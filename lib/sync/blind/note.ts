import type { PoolClient } from "pg";
import type { BlindReason } from "#lib/sync/blind/reasons.ts";
import { causeOf } from "#lib/sync/blind/reasons.ts";
import type { SyncFault } from "#lib/sync/faults.ts";
import { isStreamKind } from "#lib/sync/kinds.ts";
import { staleAfterMs } from "#lib/sync/stale-after.ts";
import type { StreamRow } from "#lib/sync/stream-row.ts";

type Of = Pick<StreamRow, "organization_id" | "kind">;

/** A fault that may pass has to come back this often before the time counts as blind. */
const passingFailures = 3;

async function open(client: PoolClient, stream: Of, reason: BlindReason, fromAt: Date): Promise<void> {
  await client.query(
    `INSERT INTO blind_periods (organization_id, stream, reason, from_at, noted_at)
     VALUES ($1, $2, $3, $4, clock_timestamp()) ON CONFLICT DO NOTHING`,
    [stream.organization_id, stream.kind, reason, fromAt],
  );
}

/**
 * A stream could not be read: from its as-of time on it is blind, at once where no waiting helps, else once it is
 * older than a person would expect.
 */
export async function noteFaultBlind(client: PoolClient, row: StreamRow, fault: SyncFault): Promise<void> {
  if (!isStreamKind(row.kind)) return;
  const { reason, isLasting } = causeOf(fault.code);
  const fromAt = row.as_of ?? row.run_started_at ?? row.now;
  const isOld = row.now.getTime() - fromAt.getTime() > staleAfterMs(row.kind);
  if (isLasting || (isOld && row.failures + 1 >= passingFailures)) await open(client, row, reason, fromAt);
}

/** Nobody came to the stream for long: no worker was running. */
export async function noteAbsence(client: PoolClient, row: StreamRow): Promise<void> {
  const { moved_at: movedAt, as_of: asOf, now } = row;
  if (!isStreamKind(row.kind) || !movedAt || !asOf) return;
  const sinceMs = now.getTime() - Math.max(movedAt.getTime(), row.not_before?.getTime() ?? 0);
  if (sinceMs <= staleAfterMs(row.kind)) return;
  const { rowCount } = await client.query(
    `SELECT 1 FROM blind_periods
     WHERE organization_id = $1 AND stream = $2 AND outcome = 'open' AND to_at IS NULL LIMIT 1`,
    [row.organization_id, row.kind],
  );
  if (rowCount === 0) await open(client, row, "not_running", asOf);
}
