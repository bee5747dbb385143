import { pool } from "#lib/db-writer.ts";
import type { Pace } from "#lib/sync/pace-rules.ts";
import { afterRefusal, afterSuccess } from "#lib/sync/pace-rules.ts";
import { inTransaction } from "#lib/sync/lease.ts";

/** Nobody is kept away for longer: a moment further ahead was written before the clock was set back. */
const sane = "interval '30 minutes'";
const now = "clock_timestamp()";

/** at: when the call may be sent, by the database's clock, which all workers share. */
export type Slot =
  | { isReserved: true; at: Date; waitMs: number; isPaced: boolean; hasJumped: boolean }
  | { isReserved: false; at: Date };

type Wish = {
  /** How long the caller would wait; a turn further away isn't taken. */
  patienceMs: number;
  /** A person waits for it: it is sent at once and those behind it wait instead, unless upstream asked for silence. */
  isUrgent?: boolean;
};

/** Who comes a little late doesn't push the next one back: this share of the window fits into the margin of the pace. */
const credit = "least(pace.interval_ms, pace.window_ms * 0.03) * interval '1 ms'";
/** next_at, or now where it lies behind or was written before the clock was set back. */
const turn = `CASE WHEN pace.next_at BETWEEN ${now} - ${credit} AND ${now} + ${sane} THEN pace.next_at
  ELSE date_trunc('milliseconds', ${now}) END`;
const isClosed = `coalesce(pace.closed_until BETWEEN ${now} AND ${now} + ${sane}, false)`;
/** A window ends with its span; one that begins ahead was written before the clock was set back. */
const isNewWindow = `(${now} NOT BETWEEN pace.window_at AND pace.window_at + pace.window_ms * interval '1 ms')`;

/**
 * Takes the next turn of an endpoint template for the whole fleet, unless it lies further away than the
 * caller is willing to wait: then nothing is taken and `at` says when to come back.
 */
export async function reserveSlot(
  organizationId: string,
  template: string,
  { patienceMs, isUrgent = false }: Wish,
): Promise<Slot> {
  const taken = await pool.query<{
    at: Date;
    now: Date;
    wait_ms: number;
    interval_ms: number;
    jumps: boolean;
  }>(
    `INSERT INTO paces AS pace (organization_id, template, next_at, interval_ms, window_at, window_calls, calls_total)
     VALUES ($1, $2, date_trunc('milliseconds', ${now}), 0, ${now}, 1, 1)
     ON CONFLICT (organization_id, template) DO UPDATE SET
       next_at = pace.interval_ms * interval '1 ms' + ${turn},
       window_at = CASE WHEN ${isNewWindow} THEN ${now} ELSE pace.window_at END,
       window_calls = CASE WHEN ${isNewWindow} THEN 1 ELSE pace.window_calls + 1 END,
       calls_total = pace.calls_total + 1
     WHERE CASE WHEN $4 AND NOT ${isClosed} THEN true
       ELSE pace.next_at <= ${now} + $3 * interval '1 ms' OR pace.next_at > ${now} + ${sane} END
     RETURNING greatest(next_at - interval_ms * interval '1 ms', date_trunc('milliseconds', ${now})) AS at, ${now} AS now, interval_ms, $4 AND NOT ${isClosed} AS jumps,
       greatest(0, ceil(extract(epoch FROM next_at - interval_ms * interval '1 ms' - ${now}) * 1000))::int AS wait_ms`,
    [organizationId, template, patienceMs, isUrgent],
  );
  const [slot] = taken.rows;
  const isPaced = (slot?.interval_ms ?? 0) > 0;
  if (slot?.jumps && isPaced)
    return { isReserved: true, at: slot.now, waitMs: 0, isPaced: false, hasJumped: true };
  if (slot) return { isReserved: true, at: slot.at, waitMs: slot.wait_ms, isPaced, hasJumped: false };

  const next = await pool.query<{ next_at: Date }>(
    "SELECT next_at FROM paces WHERE organization_id = $1 AND template = $2",
    [organizationId, template],
  );
  return { isReserved: false, at: next.rows[0]?.next_at ?? new Date() };
}

const columns = `interval_ms AS "intervalMs", refusals, window_ms AS "windowMs", window_calls AS "windowCalls",
  greatest(0, extract(epoch FROM window_at - ${now}) * 1000 + window_ms)::float8 AS "windowLeftMs",
  refused_ms AS "refusedMs", good_calls AS "goodCalls", probe_after AS "probeAfter", probe_rest AS "probeRest"`;

type Adjusted = { pace: Pace; pauseMs: number | null; isRefusal: boolean; isClosed?: boolean };

/** Changes a pace by a rule, with nobody else between reading and writing. */
async function adjust(
  organizationId: string,
  template: string,
  sentAt: Date,
  rule: (pace: Pace, wasUnderWay: boolean) => Adjusted,
): Promise<Date | null> {
  const client = await pool.connect();
  try {
    return await inTransaction(client, async () => {
      const { rows } = await client.query<Pace & { wasUnderWay: boolean; nextAt: Date }>(
        `SELECT ${columns}, next_at AS "nextAt",
           coalesce($3 < resume_at AND resume_at < ${now} + ${sane}, false) AS "wasUnderWay"
         FROM paces WHERE organization_id = $1 AND template = $2 FOR UPDATE`,
        [organizationId, template, sentAt],
      );
      const [row] = rows;
      if (!row) return null;
      const { pace, pauseMs, isRefusal, isClosed: closes = false } = rule(row, row.wasUnderWay);
      const saved = await client.query<{ next_at: Date }>(
        `UPDATE paces SET interval_ms = $3, refusals = $4, window_calls = $5, refused_ms = $6, good_calls = $7,
           probe_after = $8, probe_rest = $9, refusals_total = refusals_total + $10,
           refused_at = CASE WHEN $10 > 0 THEN ${now} ELSE refused_at END,
           next_at = CASE WHEN $11::float8 IS NULL THEN next_at ELSE ${now} + $11 * interval '1 ms' END,
           resume_at = CASE WHEN $11::float8 IS NULL THEN resume_at ELSE ${now} + $11 * interval '1 ms' END,
           closed_until = CASE WHEN $12 AND $11::float8 IS NOT NULL THEN ${now} + $11 * interval '1 ms' ELSE closed_until END
         WHERE organization_id = $1 AND template = $2 RETURNING next_at`,
        [
          organizationId,
          template,
          Math.round(pace.intervalMs),
          pace.refusals,
          pace.windowCalls,
          Math.round(pace.refusedMs),
          pace.goodCalls,
          pace.probeAfter,
          pace.probeRest,
          isRefusal ? 1 : 0,
          pauseMs,
          closes,
        ],
      );
      return saved.rows[0]?.next_at ?? null;
    });
  } finally {
    client.release();
  }
}

type Refused = { retryAfterMs: number | null; sentAt: Date; isUrgent?: boolean };

/**
 * Upstream refused with 429: everybody slows down and stays away for a while, longer each time it refuses
 * again. Refusals of calls that were under way together count once. Answers when to come back.
 */
export async function slowDown(organizationId: string, template: string, refused: Refused): Promise<Date> {
  const { retryAfterMs, sentAt, isUrgent = false } = refused;
  const at = await adjust(organizationId, template, sentAt, (pace, wasUnderWay) => ({
    ...afterRefusal(pace, { wishMs: retryAfterMs, wasUnderWay, isUrgent }),
    isRefusal: true,
    isClosed: retryAfterMs !== null,
  }));
  return at ?? new Date();
}

/** A paced call went well: a little faster next time, as far as upstream is known to bear it. */
export async function speedUp(organizationId: string, template: string, sentAt: Date): Promise<void> {
  const isRefusal = false;
  await adjust(organizationId, template, sentAt, (pace) => ({
    pace: afterSuccess(pace),
    pauseMs: null,
    isRefusal,
  }));
}
