import type { PoolClient } from "pg";
import { closeBlind } from "#lib/sync/blind/close.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import type { SyncFault } from "#lib/sync/faults.ts";
import type { Advance, StepTransaction } from "#lib/sync/reader.ts";

export type StreamRow = {
  organization_id: string;
  kind: string;
  cursor: unknown;
  as_of: Date | null;
  run_started_at: Date | null;
  run_finished_at: Date | null;
  not_before: Date | null;
  paused_at: Date | null;
  moved_at: Date | null;
  rereads: unknown;
  failures: number;
  now: Date;
};

/** The stream's row, made where there is none, with the database's clock. */
export async function loadStream(
  client: PoolClient,
  organizationId: string,
  kind: StreamKind,
): Promise<StreamRow> {
  await client.query("INSERT INTO streams (organization_id, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    organizationId,
    kind,
  ]);
  const { rows } = await client.query<StreamRow>(
    "SELECT *, now() AS now FROM streams WHERE organization_id = $1 AND kind = $2",
    [organizationId, kind],
  );
  const [row] = rows;
  if (!row) throw new Error(`The stream ${kind} of ${organizationId} has gone.`);
  return row;
}

/** A run has begun that is not at its end. */
export function isUnderWay(row: Pick<StreamRow, "run_started_at" | "run_finished_at">): boolean {
  const { run_started_at: startedAt, run_finished_at: finishedAt } = row;
  return startedAt !== null && (finishedAt === null || finishedAt < startedAt);
}

/** Begins a run: its progress starts from nothing. */
export async function startRun(client: PoolClient, organizationId: string, kind: StreamKind): Promise<void> {
  await client.query(
    `UPDATE streams SET run_started_at = clock_timestamp(), moved_at = clock_timestamp(), progress_done = 0, progress_total = NULL
     WHERE organization_id = $1 AND kind = $2`,
    [organizationId, kind],
  );
}

/** Notes a step, and the rows it grew by, in its transaction; says whether the stream was paused meanwhile. */
export async function saveAdvance(
  tx: StepTransaction,
  organizationId: string,
  kind: StreamKind,
  { cursor, finished, progress, grown }: Omit<Advance, "write"> & { grown: number },
): Promise<{ isPaused: boolean }> {
  const counted = finished?.rows ? await finished.rows(tx) : null;
  const saved = await tx.client.query<{ is_paused: boolean }>(
    `UPDATE streams SET cursor = $3, moved_at = clock_timestamp(), progress_done = $4, progress_total = $5, progress_unit = $6,
       rows_mirrored = coalesce($7, greatest(0, rows_mirrored + $8)),
       run_finished_at = CASE WHEN $9::timestamptz IS NULL THEN run_finished_at ELSE greatest(run_started_at, clock_timestamp()) END,
       as_of = coalesce($9, as_of),
       backfilled_at = CASE WHEN $9::timestamptz IS NULL THEN backfilled_at ELSE coalesce(backfilled_at, clock_timestamp()) END,
       failures = 0, not_before = NULL, last_error_code = NULL, last_error_message = NULL
     WHERE organization_id = $1 AND kind = $2 RETURNING paused_at IS NOT NULL AS is_paused`,
    [
      organizationId,
      kind,
      JSON.stringify(cursor),
      Math.round(progress.done),
      progress.total === null ? null : Math.round(progress.total),
      progress.unit,
      counted,
      grown,
      finished?.asOf ?? null,
    ],
  );
  if (finished) await closeBlind(tx, organizationId, kind, finished.asOf);
  return { isPaused: saved.rows[0]?.is_paused ?? true };
}

const longestMessage = 1_000;

/** Notes why the stream stands still, and until when. */
export async function saveFault(
  client: PoolClient,
  row: Pick<StreamRow, "organization_id" | "kind">,
  fault: SyncFault,
  next: { cursor: object | undefined; waitMs: number },
): Promise<Date> {
  const { rows } = await client.query<{ not_before: Date }>(
    `UPDATE streams SET failures = failures + 1, last_error_code = $3, last_error_message = $4,
       last_error_at = clock_timestamp(), moved_at = clock_timestamp(), not_before = clock_timestamp() + $5 * interval '1 ms',
       cursor = coalesce($6, cursor)
     WHERE organization_id = $1 AND kind = $2 RETURNING not_before`,
    [
      row.organization_id,
      row.kind,
      fault.code,
      fault.message.replaceAll("\0", "").toWellFormed().slice(0, longestMessage),
      next.waitMs,
      next.cursor ? JSON.stringify(next.cursor) : null,
    ],
  );
  return rows[0]?.not_before ?? new Date(Date.now() + next.waitMs);
}

/** Notes that the next turn comes later: nothing is wrong. */
export async function saveWait(
  client: PoolClient,
  row: Pick<StreamRow, "organization_id" | "kind">,
  until: Date,
): Promise<void> {
  await client.query(
    "UPDATE streams SET not_before = $3, moved_at = clock_timestamp() WHERE organization_id = $1 AND kind = $2",
    [row.organization_id, row.kind, until],
  );
}
