import { pool } from "#lib/db-writer.ts";
import { log } from "#lib/log.ts";

type Span = { kind: string; from_day: string; to_day: string };

/** The months, as days, in which an organization has hourly usage of each kind; a day wider at both ends for any zone. */
async function listSpans(organizationId: string): Promise<Span[]> {
  const spans = await pool.query<Span>(
    `WITH held AS (
       SELECT kind, min(bucket_at)::date - 1 AS first_day, max(bucket_at)::date + 1 AS last_day
       FROM facts.usage WHERE organization_id = $1 GROUP BY kind)
     SELECT kind, greatest(month, first_day)::date::text AS from_day,
       least((month + interval '1 month')::date - 1, last_day)::text AS to_day
     FROM held, generate_series(date_trunc('month', first_day::timestamp), last_day, interval '1 month') AS month
     ORDER BY month DESC, kind`,
    [organizationId],
  );
  return spans.rows;
}

/**
 * Builds the daily usage anew from the hourly rows, newest month first, after the organization moved to another
 * time zone. Each month is one transaction and reads the zone itself, so it can be stopped and begun again.
 */
export async function rebuildRollups(organizationId: string): Promise<{ months: number }> {
  const spans = await listSpans(organizationId);
  for (const { kind, from_day: from, to_day: to } of spans) {
    await pool.query(
      `SELECT facts.refresh_usage_daily(id, $2, time_zone, $3::date, $4::date) FROM organizations WHERE id = $1`,
      [organizationId, kind, from, to],
    );
  }
  log.info({ organizationId, months: spans.length }, "daily usage rebuilt");
  return { months: spans.length };
}
