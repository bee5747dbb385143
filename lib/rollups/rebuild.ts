import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { rebuildCosts } from "#lib/rollups/rebuild-costs.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";
import type { UsageKindName } from "#lib/sync/kinds.ts";
import { inTransaction, withLease } from "#lib/sync/lease.ts";

type Options = {
  signal?: AbortSignal;
  /** Told after each month that was built. */
  onMonth?: (of: string, month: string) => void;
};

type Build = { next_id: string | null; next_zone: string | null; time_zone: string };

/**
 * Builds the rollups of an organization anew, in the time zone that it has now, while pages read the old ones and
 * streams go on. May be ended at any time: the next call goes on where this one stood. Returns whether it is done.
 */
export async function rebuildRollups(organizationId: string, options: Options = {}): Promise<boolean> {
  for (const kind of usageKindNames) {
    while (true) {
      if (options.signal?.aborted) return false;
      // The stream writes the same days: it waits for the month that is being built, or is waited for.
      const end = await withLease(`sync:${organizationId}:usage_${kind}`, (client) =>
        inTransaction(client, () => buildOn(client, organizationId, kind, options)),
      );
      if (end === "done") break;
      if (end === "busy") await sleep(100);
    }
  }
  return rebuildCosts(organizationId, options);
}

/** The next month, or the swap after the last one. */
async function buildOn(
  client: PoolClient,
  organizationId: string,
  kind: UsageKindName,
  { onMonth }: Options,
): Promise<"more" | "done"> {
  const build = await begin(client, organizationId, kind);
  if (!build?.next_id) return "done";
  const { rows } = await client.query<{ month: string | null }>(
    `SELECT coalesce(next_month, date_trunc('month', last_at AT TIME ZONE next_zone)::date)::text AS month
     FROM facts.rollups, LATERAL (SELECT max(bucket_at) AS last_at, min(bucket_at) AS first_at FROM facts.usage
       WHERE organization_id = $1 AND kind = $2) AS hours
     WHERE organization_id = $1 AND kind = $2
       AND coalesce(next_month, 'infinity') >= date_trunc('month', first_at AT TIME ZONE next_zone)::date`,
    [organizationId, kind],
  );
  const month = rows[0]?.month;
  if (!month) {
    await client.query("SELECT facts.swap_usage_rollups($1, $2)", [organizationId, kind]);
    return "done";
  }
  await client.query(
    `SELECT facts.build_usage_rollups($1, $2, $3, $4, $5::date, ($5::date + interval '1 month - 1 day')::date)`,
    [organizationId, build.next_id, kind, build.next_zone, month],
  );
  await client.query(
    `UPDATE facts.rollups SET next_month = ($3::date - interval '1 month')::date WHERE organization_id = $1 AND kind = $2`,
    [organizationId, kind, month],
  );
  onMonth?.(kind, month);
  return "more";
}

/** The build that is under way for the zone of now; one for another zone is thrown away. Undefined where nothing was ever rolled up. */
async function begin(
  client: PoolClient,
  organizationId: string,
  kind: UsageKindName,
): Promise<Build | undefined> {
  const read = await client.query<Build>(
    `SELECT next_id, next_zone, time_zone FROM facts.rollups JOIN organizations ON organizations.id = organization_id
     WHERE organization_id = $1 AND kind = $2`,
    [organizationId, kind],
  );
  const [found] = read.rows;
  if (!found || found.next_zone === found.time_zone) return found;
  if (found.next_id) {
    await client.query("DELETE FROM facts.usage_daily WHERE organization_id = $1", [found.next_id]);
    await client.query("DELETE FROM facts.usage_monthly WHERE organization_id = $1", [found.next_id]);
  }
  const begun = { next_id: randomUUID(), next_zone: found.time_zone, time_zone: found.time_zone };
  await client.query(
    `UPDATE facts.rollups SET next_id = $3, next_zone = $4, next_month = NULL WHERE organization_id = $1 AND kind = $2`,
    [organizationId, kind, begun.next_id, begun.next_zone],
  );
  return begun;
}
