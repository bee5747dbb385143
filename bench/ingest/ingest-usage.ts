import { setImmediate } from "node:timers/promises";
import type { PoolClient } from "pg";
import type pg from "pg";
import { inTransaction, withLease } from "#lib/sync/lease.ts";
import type { Bucket } from "#lib/sync/windows/buckets.ts";
import type { PackedLines } from "#lib/sync/windows/copy-rows.ts";
import { joinLines } from "#lib/sync/windows/copy-rows.ts";
import { ensureStretch } from "#lib/sync/windows/ensure-months.ts";
import { usagePage } from "#lib/sync/windows/usage-page.ts";
import type { WindowPage } from "#lib/sync/windows/window-reader.ts";
import { loadStream, saveAdvance, startRun } from "#lib/sync/stream-row.ts";
import { copyAgain } from "./copy-again.ts";
import { dayOfUsage } from "./shapes.ts";

const day = 86_400;
const stream = "usage_completions";

export type Measured = { rows: number; seconds: number; copySeconds: number };

/** One window as the sync writes it: rows, rollups and cursor in one transaction. */
async function write(
  connection: PoolClient,
  organizationId: string,
  from: number,
  { made, lines }: { made: WindowPage<{ client: PoolClient }>; lines: PackedLines },
): Promise<void> {
  const tx = { client: connection, $executeRawUnsafe: () => Promise.reject(new Error("unused")) };
  const stretch = { from, to: from + 2 * day };
  await inTransaction(connection, async () => {
    await saveAdvance(tx, organizationId, stream, {
      cursor: { top: from },
      progress: { done: 1, total: 1, unit: "days" },
      grown: await made.replace(tx, stretch, lines),
    });
  });
}

/** Days of completions, newest first, two a window; the next is made ready while one is written, as by the sync. */
export async function ingestUsage(
  client: pg.Client,
  organizationId: string,
  days: number,
): Promise<Measured> {
  const newest = Math.floor(Date.parse("2026-11-20T00:00:00Z") / 1000);
  await ensureStretch("usage", newest - days * day, newest + 2 * day);
  const windows: { from: number; buckets: Bucket[] }[] = [];
  for (let from = newest; from > newest - days * day; from -= 2 * day)
    windows.push({ from, buckets: [...dayOfUsage(from), ...dayOfUsage(from + day)] });

  let [rows, seconds] = [0, 0];
  await withLease(`sync:${organizationId}:${stream}`, async (connection) => {
    await loadStream(connection, organizationId, stream);
    await startRun(connection, organizationId, stream);
    const startedAt = performance.now();
    const pack = async (at: number) => {
      const made = usagePage({ organizationId, timeZone: "UTC", kind: "completions" });
      const packed: PackedLines[] = [];
      for (const bucket of windows[at]?.buckets ?? []) {
        packed.push(made.pack(bucket));
        // A page arrives piece by piece.
        await setImmediate();
      }
      made.ready?.();
      return { made, lines: joinLines(packed) };
    };
    let packing = pack(0);
    for (const [at, { from }] of windows.entries()) {
      const page = await packing;
      packing = pack(at + 1);
      await write(connection, organizationId, from, page);
      rows += page.lines.count;
    }
    seconds = (performance.now() - startedAt) / 1000;
  });
  const copySeconds = await copyAgain(client, "facts.usage", `organization_id = '${organizationId}'`);
  return { rows, seconds, copySeconds };
}
