import { pool } from "#lib/db-writer.ts";
import { costDifferences } from "#lib/rollups/check-costs.ts";
import { usageDifferences } from "#lib/rollups/check-usage.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";

/** A row of a rollup that is not what the rows under it sum up to; null on the side where there is none. */
export type Difference = {
  table: string;
  grain: string;
  /** The kind of usage, or "costs". */
  of: string;
  /** A day, or the first one of a month. */
  day: string;
  /** The dimensions that upstream named, by column. */
  dimensions: Record<string, string>;
  expected: Record<string, string> | null;
  found: Record<string, string> | null;
};

/** What one month of one kind came to; differences are the first thousand. */
export type MonthCheck = { of: string; month: string; differences: Difference[] };

type Options = { signal?: AbortSignal; onMonth?: (check: MonthCheck) => void };

/**
 * Compares every rollup of an organization with the rows that it was made from, a month of a kind at a time, each
 * in one statement and so at one moment, ingestion or not. Returns the months with differences.
 */
export async function checkRollups(
  organizationId: string,
  { signal, onMonth }: Options = {},
): Promise<MonthCheck[]> {
  const wrong: MonthCheck[] = [];
  const note = (check: MonthCheck) => {
    onMonth?.(check);
    if (check.differences.length > 0) wrong.push(check);
  };
  for (const { kind, zone, month } of await usageMonths(organizationId)) {
    if (signal?.aborted) break;
    note({ of: kind, month, differences: await usageDifferences(organizationId, kind, zone, month) });
  }
  for (const month of await costMonths(organizationId)) {
    if (signal?.aborted) break;
    note({ of: "costs", month, differences: await costDifferences(organizationId, month) });
  }
  return wrong;
}

/** Months in which there is a row or a rollup. */
async function usageMonths(organizationId: string) {
  const { rows } = await pool.query<{ kind: string; zone: string; month: string }>(
    `SELECT kind, zone, month::date::text AS month
     FROM unnest($2::text[]) AS kind
     CROSS JOIN LATERAL (SELECT coalesce(
       (SELECT zone FROM facts.rollups r WHERE r.organization_id = $1 AND r.kind = kind.kind),
       (SELECT time_zone FROM organizations WHERE id = $1)) AS zone) AS rolled
     CROSS JOIN LATERAL (SELECT min(bucket_at AT TIME ZONE zone)::date AS first, max(bucket_at AT TIME ZONE zone)::date AS last
       FROM facts.usage u WHERE u.organization_id = $1 AND u.kind = kind.kind) AS hours
     CROSS JOIN LATERAL (SELECT min(day) AS first, max(day) AS last
       FROM facts.usage_daily d WHERE d.organization_id = $1 AND d.kind = kind.kind) AS days
     CROSS JOIN LATERAL (SELECT min(month) AS first, max(month) AS last
       FROM facts.usage_monthly m WHERE m.organization_id = $1 AND m.kind = kind.kind) AS months
     CROSS JOIN LATERAL generate_series(date_trunc('month', least(hours.first, days.first, months.first)),
       greatest(hours.last, days.last, months.last), interval '1 month') AS month
     ORDER BY kind, month DESC`,
    [organizationId, usageKindNames],
  );
  return rows;
}

async function costMonths(organizationId: string): Promise<string[]> {
  const { rows } = await pool.query<{ month: string }>(
    `SELECT month::date::text AS month FROM (
       SELECT min(day) AS first, max(day) AS last FROM (
         SELECT day FROM facts.costs WHERE organization_id = $1
         UNION ALL SELECT day FROM facts.costs_daily WHERE organization_id = $1
         UNION ALL SELECT month FROM facts.costs_monthly WHERE organization_id = $1) AS days) AS ends,
       generate_series(date_trunc('month', first), last, interval '1 month') AS month ORDER BY month DESC`,
    [organizationId],
  );
  return rows.map(({ month }) => month);
}
