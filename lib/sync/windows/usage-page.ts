import { addDays } from "#lib/rollups/add-days.ts";
import { DaySums } from "#lib/rollups/day-sums.ts";
import type { StepContext, StepTransaction } from "#lib/sync/reader.ts";
import type { Bucket } from "#lib/sync/windows/buckets.ts";
import type { PackedLines } from "#lib/sync/windows/copy-rows.ts";
import { packLines } from "#lib/sync/windows/copy-rows.ts";
import { replaceDiffering } from "#lib/sync/windows/replace-differing.ts";
import { usageColumns, usageLine } from "#lib/sync/windows/usage-line.ts";
import type { Stretch, WindowPage } from "#lib/sync/windows/window-reader.ts";

type Of = Pick<StepContext, "organizationId" | "timeZone"> & { kind: string };

const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString();

function* linesOf({ organizationId, kind }: Of, { from, results }: Bucket, sums: DaySums) {
  if (results.length > 0) sums.begin(from);
  const begin = `${organizationId}\t${kind}\t${isoOf(from)}\t`;
  for (const result of results) yield usageLine(begin, result, sums);
}

/** Puts rows in the place of what the mirror held of the stretch where they are others, rollups included. */
async function replace(
  { client }: Pick<StepTransaction, "client">,
  { organizationId, timeZone, kind }: Of,
  { from, to }: Stretch,
  lines: PackedLines,
  sums: DaySums,
): Promise<number> {
  const { grown, changed, isNew } = await replaceDiffering(
    client,
    {
      table: "facts.usage",
      columns: usageColumns,
      bucket: "bucket_at",
      type: "timestamptz",
      name: "kind",
      values: [organizationId, kind],
      first: isoOf(from),
      last: isoOf(to - 1),
    },
    lines,
  );
  if (!changed) return grown;
  const written = { organizationId, kind, from, to, rows: lines.count };
  if (isNew && (await addDays(client, written, sums))) return grown;
  await client.query("SELECT facts.refresh_usage($1, $2, $3, $4, $5::timestamptz + interval '1 second')", [
    organizationId,
    kind,
    timeZone,
    changed.first,
    changed.last,
  ]);
  return grown;
}

/** Hours of one kind of usage as they are made ready and written. Packing throws SyncFault "malformed". */
export function usagePage(of: Of): WindowPage<Pick<StepTransaction, "client">> {
  const sums = new DaySums(of.timeZone);
  return {
    pack: (bucket) => packLines(linesOf(of, bucket, sums)),
    ready: () => sums.ready(),
    replace: (tx, stretch, lines) => replace(tx, of, stretch, lines, sums),
  };
}
