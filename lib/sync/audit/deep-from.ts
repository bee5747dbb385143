import type { StepContext } from "#lib/sync/reader.ts";

const day = 86_400;
/** At least two days, at most a month. */
const shortestSeconds = 2 * day;
const longestSeconds = 30 * day;
/** Events that a daily walk may read again: two hundred calls, half an hour at six a minute. */
const affordable = 20_000;

/**
 * From which moment on (Unix seconds) events are read again once a day for what has come late: a month where there
 * are few, less where there are many, never less than two days.
 */
export async function deepFrom({
  client,
  organizationId,
  now,
}: Pick<StepContext, "client" | "organizationId" | "now">): Promise<number> {
  const to = Math.floor(now.getTime() / 1000);
  const { rows } = await client.query<{ at: number | null }>(
    `SELECT extract(epoch FROM min(effective_at))::float8 AS at FROM (
       SELECT effective_at FROM facts.audit_events
       WHERE organization_id = $1 AND effective_at >= to_timestamp($2::bigint) AND effective_at <= $3
       ORDER BY effective_at DESC LIMIT $4) AS newest`,
    [organizationId, to - longestSeconds, now, affordable],
  );
  const { rowCount } = await client.query(
    `SELECT 1 FROM facts.audit_events WHERE organization_id = $1
       AND effective_at >= to_timestamp($2::bigint) AND effective_at < $3 OFFSET $4 LIMIT 1`,
    [organizationId, to - longestSeconds, now, affordable],
  );
  const isMany = (rowCount ?? 0) > 0;
  const from = isMany ? (rows[0]?.at ?? to) : to - longestSeconds;
  return Math.min(from, to - shortestSeconds);
}
