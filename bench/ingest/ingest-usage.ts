import type pg from "pg";
import { inTransaction, withLease } from "#lib/sync/lease.ts";
import { ensureStretch } from "#lib/sync/windows/ensure-months.ts";
import { packUsage, replaceUsage } from "#lib/sync/windows/replace-usage.ts";
import { loadStream, saveAdvance, startRun } from "#lib/sync/stream-row.ts";
import { copyAgain } from "./copy-again.ts";
import { dayOfUsage } from "./shapes.ts";

const day = 86_400;

export type Measured = { rows: number; seconds: number; copySeconds: number };

/** Days of completions, newest first, each written as the sync does: rows, rollups and cursor in one transaction. */
export async function ingestUsage(
  client: pg.Client,
  organizationId: string,
  days: number,
): Promise<Measured> {
  const newest = Math.floor(Date.parse("2026-11-20T00:00:00Z") / 1000);
  await ensureStretch("usage", newest - days * day, newest + 2 * day);
  let [rows, seconds] = [0, 0];
  await withLease(`sync:${organizationId}:usage_completions`, async (connection) => {
    await loadStream(connection, organizationId, "usage_completions");
    await startRun(connection, organizationId, "usage_completions");
    for (let from = newest; from > newest - days * day; from -= 2 * day) {
      const buckets = [...dayOfUsage(from), ...dayOfUsage(from + day)];
      rows += buckets.reduce((sum, { results }) => sum + results.length, 0);
      const startedAt = performance.now();
      const lines = packUsage(organizationId, "completions", buckets);
      await inTransaction(connection, async () => {
        const tx = { client: connection, $executeRawUnsafe: () => Promise.reject(new Error("unused")) };
        const context = { organizationId, timeZone: "UTC" };
        const stretch = { from, to: from + 2 * day };
        await saveAdvance(tx, organizationId, "usage_completions", {
          cursor: { top: from },
          progress: { done: 1, total: days, unit: "days" },
          grown: await replaceUsage(tx, context, "completions", stretch, lines),
        });
      });
      seconds += (performance.now() - startedAt) / 1000;
    }
  });
  const copySeconds = await copyAgain(client, "facts.usage", `organization_id = '${organizationId}'`);
  return { rows, seconds, copySeconds };
}
