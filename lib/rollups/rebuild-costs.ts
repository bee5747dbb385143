import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "#lib/db-writer.ts";
import { inTransaction, withLease } from "#lib/sync/lease.ts";

export const costGroupings = ["project_line_item", "member", "api_key"] as const;

type Options = { signal?: AbortSignal; onMonth?: (of: string, month: string) => void };

/** Builds the cost rollups anew, a month of a grouping at a time, each in one transaction. Returns whether it is done. */
export async function rebuildCosts(organizationId: string, { signal, onMonth }: Options): Promise<boolean> {
  const { rows } = await pool.query<{ month: string }>(
    `SELECT month::date::text AS month FROM (SELECT min(day) AS first, max(day) AS last FROM facts.costs WHERE organization_id = $1) AS days,
       generate_series(date_trunc('month', first), last, interval '1 month') AS month ORDER BY month DESC`,
    [organizationId],
  );
  for (const { month } of rows) {
    for (const grouping of costGroupings) {
      if (signal?.aborted) return false;
      const build = () =>
        withLease(`sync:${organizationId}:costs`, (client) =>
          inTransaction(client, async () => {
            await client.query(
              "SELECT facts.refresh_costs_daily($1, $2, $3::date, ($3::date + interval '1 month - 1 day')::date)",
              [organizationId, grouping, month],
            );
            await client.query("SELECT facts.note_change($1, 'costs')", [organizationId]);
          }),
        );
      while ((await build()) === "busy") await sleep(100);
      onMonth?.(`costs by ${grouping}`, month);
    }
  }
  return true;
}
