import { pool } from "#lib/db-writer.ts";

/**
 * The admin limiter is reported to refill about six calls a minute for each endpoint template and to say
 * nothing of when: unpaced until it first refuses, then this interval, then slowly faster again.
 */
const pacedIntervalMs = 10_000;
const unpacedBelowMs = 250;
const firstBackoffMs = 15_000;
const longestBackoffMs = 300_000;
/** A Retry-After is followed up to here. */
const longestWishMs = 1_500_000;
/** Nobody is kept away for longer: a moment further ahead was written before the clock was set back. */
const sane = "interval '30 minutes'";

/** at: when the call may be sent, by the database's clock, which all workers share. */
export type Slot =
  { isReserved: true; at: Date; waitMs: number; isPaced: boolean } | { isReserved: false; at: Date };

/**
 * Takes the next slot of an endpoint template for the whole fleet, unless it lies further away than the
 * caller is willing to wait: then nothing is taken and `at` says when to come back.
 */
export async function reserveSlot(
  organizationId: string,
  template: string,
  patienceMs: number,
): Promise<Slot> {
  const taken = await pool.query<{ at: Date; wait_ms: number; interval_ms: number }>(
    `INSERT INTO paces AS pace (organization_id, template, next_at, interval_ms)
     VALUES ($1, $2, date_trunc('milliseconds', clock_timestamp()), 0)
     ON CONFLICT (organization_id, template) DO UPDATE
       SET next_at = pace.interval_ms * interval '1 ms' + CASE
         WHEN pace.next_at BETWEEN clock_timestamp() AND clock_timestamp() + ${sane} THEN pace.next_at
         ELSE date_trunc('milliseconds', clock_timestamp()) END
       WHERE pace.next_at <= clock_timestamp() + $3 * interval '1 ms' OR pace.next_at > clock_timestamp() + ${sane}
     RETURNING next_at - interval_ms * interval '1 ms' AS at, interval_ms,
       greatest(0, ceil(extract(epoch FROM next_at - interval_ms * interval '1 ms' - clock_timestamp()) * 1000))::int AS wait_ms`,
    [organizationId, template, patienceMs],
  );
  const [slot] = taken.rows;
  if (slot) return { isReserved: true, at: slot.at, waitMs: slot.wait_ms, isPaced: slot.interval_ms > 0 };

  const next = await pool.query<{ next_at: Date }>(
    "SELECT next_at FROM paces WHERE organization_id = $1 AND template = $2",
    [organizationId, template],
  );
  return { isReserved: false, at: next.rows[0]?.next_at ?? new Date() };
}

/**
 * Upstream refused with 429: everybody slows down and stays away for a while, longer each time it refuses
 * again. A second refusal of calls that were under way together counts once. Answers when to come back.
 */
export async function slowDown(
  organizationId: string,
  template: string,
  retryAfterMs: number | null,
): Promise<Date> {
  const wishMs = retryAfterMs === null ? null : Math.min(retryAfterMs, longestWishMs);
  const paced = await pool.query<{ next_at: Date }>(
    `UPDATE paces SET
       refusals = refusals + CASE WHEN next_at > clock_timestamp() + interval_ms * interval '1 ms' THEN 0 ELSE 1 END,
       interval_ms = greatest(interval_ms, $3),
       next_at = CASE WHEN next_at > clock_timestamp() + interval_ms * interval '1 ms' THEN next_at
         ELSE clock_timestamp() + coalesce($4, least($6, $5 * power(2, least(refusals, 10)))) * interval '1 ms' END
     WHERE organization_id = $1 AND template = $2 RETURNING next_at`,
    [organizationId, template, pacedIntervalMs, wishMs, firstBackoffMs, longestBackoffMs],
  );
  return paced.rows[0]?.next_at ?? new Date(Date.now() + firstBackoffMs);
}

/** A paced call went well: a little faster next time, and unpaced again in the end. */
export async function speedUp(organizationId: string, template: string): Promise<void> {
  await pool.query(
    `UPDATE paces SET refusals = 0,
       interval_ms = CASE WHEN interval_ms * 0.96 < $3 THEN 0 ELSE floor(interval_ms * 0.96) END
     WHERE organization_id = $1 AND template = $2 AND interval_ms > 0`,
    [organizationId, template, unpacedBelowMs],
  );
}
