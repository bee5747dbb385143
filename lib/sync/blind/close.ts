import type { StreamKind } from "#lib/sync/kinds.ts";
import type { StepTransaction } from "#lib/sync/reader.ts";
import { staleAfterMs } from "#lib/sync/stale-after.ts";

/** A run goes back no further than upstream's own history does. */
const historyDays = 400;

/** A run begun after the trouble ended: made good, or lost before upstream's history; short times are forgotten. */
export async function closeBlind(
  tx: StepTransaction,
  organizationId: string,
  kind: StreamKind,
  asOf: Date,
): Promise<void> {
  await tx.client.query(
    `WITH over AS (
       SELECT id, $3::timestamptz - from_at < $4 * interval '1 ms' AS is_short FROM blind_periods
       WHERE organization_id = $1 AND stream = $2 AND outcome = 'open' AND to_at IS NULL
         AND reason <> 'refused_window' AND noted_at <= $3
     ), forgotten AS (DELETE FROM blind_periods WHERE id IN (SELECT id FROM over WHERE is_short))
     UPDATE blind_periods SET to_at = $3, closed_at = clock_timestamp(),
       outcome = CASE WHEN from_at < $3::timestamptz - $5 * interval '1 day' THEN 'lost' ELSE 'made_good' END
     WHERE id IN (SELECT id FROM over WHERE NOT is_short)`,
    [organizationId, kind, asOf, staleAfterMs(kind), historyDays],
  );
}
