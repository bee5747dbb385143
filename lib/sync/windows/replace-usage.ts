import type { StepContext, StepTransaction } from "#lib/sync/reader.ts";
import type { Bucket } from "#lib/sync/windows/buckets.ts";
import type { PackedLines } from "#lib/sync/windows/copy-rows.ts";
import { packLines } from "#lib/sync/windows/copy-rows.ts";
import { replaceDiffering } from "#lib/sync/windows/replace-differing.ts";
import { usageColumns, usageLine } from "#lib/sync/windows/usage-line.ts";
import type { Stretch } from "#lib/sync/windows/window-reader.ts";

const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString();

function* linesOf(organizationId: string, kind: string, { from, results }: Bucket) {
  const begin = `${organizationId}\t${kind}\t${isoOf(from)}\t`;
  for (const result of results) yield usageLine(begin, result);
}

/** The rows of a bucket, ready to be written. Throws SyncFault "malformed". */
export function packUsage(organizationId: string, kind: string, bucket: Bucket): PackedLines {
  return packLines(linesOf(organizationId, kind, bucket));
}

/**
 * Puts rows of one kind in the place of what the mirror held of the stretch where they are others, rollups
 * included; returns the growth.
 */
export async function replaceUsage(
  { client }: Pick<StepTransaction, "client">,
  { organizationId, timeZone }: Pick<StepContext, "organizationId" | "timeZone">,
  kind: string,
  { from, to }: Stretch,
  lines: PackedLines,
): Promise<number> {
  const { grown, changed } = await replaceDiffering(
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
  if (changed) {
    await client.query("SELECT facts.refresh_usage($1, $2, $3, $4, $5::timestamptz + interval '1 second')", [
      organizationId,
      kind,
      timeZone,
      changed.first,
      changed.last,
    ]);
  }
  return grown;
}
