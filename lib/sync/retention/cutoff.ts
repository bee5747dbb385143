import type { PoolClient } from "pg";
import type { FactsTable } from "#lib/sync/windows/ensure-months.ts";

/** The first moment, in Unix seconds, that an organization keeps; 0 where it keeps everything. */
export async function keptFrom(
  client: Pick<PoolClient, "query">,
  organizationId: string,
  facts: FactsTable,
): Promise<number> {
  const { rows } = await client.query<{ at: number }>(
    `SELECT extract(epoch FROM facts.day_begins(greatest(kept_since, ${cutoffDay}), ${zoneOf("$2")}))::float8 AS at
     FROM retentions JOIN organizations ON id = organization_id WHERE organization_id = $1 AND facts = $2`,
    [organizationId, facts],
  );
  return rows[0]?.at ?? 0;
}

/** The first day that a row of retentions keeps, in SQL; null where it keeps everything. */
export const cutoffDay =
  "(date_trunc('month', now() AT TIME ZONE 'UTC') - keep_months * interval '1 month')::date";

/** Days of usage are the organization's, the others UTC's. */
export const zoneOf = (facts: string) => `CASE WHEN ${facts} = 'usage' THEN time_zone ELSE 'UTC' END`;
