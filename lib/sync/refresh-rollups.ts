import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { usageKindNames } from "#lib/sync/kinds.ts";
import { inTransaction, withLease } from "#lib/sync/lease.ts";

/** Builds the daily usage anew, for the time zone that the organization has now; months one by one. */
export async function refreshRollups(organizationId: string): Promise<void> {
  for (const kind of usageKindNames) {
    // The stream writes the same days: it waits meanwhile, or is waited for.
    while (
      (await withLease(`sync:${organizationId}:usage_${kind}`, (client) =>
        rebuild(client, organizationId, kind),
      )) === "busy"
    )
      await sleep(500);
  }
}

async function rebuild(client: PoolClient, organizationId: string, kind: string): Promise<"done"> {
  const { rows } = await client.query<{ from: string; to: string; zone: string }>(
    `SELECT month::date::text AS from, (month + interval '1 month - 1 day')::date::text AS to, time_zone AS zone
     FROM organizations, generate_series(
       date_trunc('month', (SELECT min(bucket_at) - interval '1 day' FROM facts.usage WHERE organization_id = $1 AND kind = $2)),
       now() + interval '1 day', interval '1 month') AS month
     WHERE id = $1`,
    [organizationId, kind],
  );
  for (const { from, to, zone } of rows) {
    await inTransaction(client, () =>
      client.query("SELECT facts.refresh_usage_daily($1, $2, $3, $4, $5)", [
        organizationId,
        kind,
        zone,
        from,
        to,
      ]),
    );
  }
  return "done";
}
