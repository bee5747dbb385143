import type { StepContext, StepTransaction } from "#lib/sync/reader.ts";
import type { Bucket } from "#lib/sync/windows/buckets.ts";
import { copyLines } from "#lib/sync/windows/copy-rows.ts";
import { usageColumns, usageLine } from "#lib/sync/windows/usage-line.ts";
import type { Stretch } from "#lib/sync/windows/window-reader.ts";

const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString();

function* linesOf(organizationId: string, kind: string, buckets: readonly Bucket[]) {
  for (const { from, results } of buckets) {
    const begin = `${organizationId}\t${kind}\t${isoOf(from)}\t`;
    for (const result of results) yield usageLine(begin, result);
  }
}

/** Puts buckets of one kind in the place of what the mirror held of the stretch, rollups included; returns the growth. */
export async function replaceUsage(
  { client }: Pick<StepTransaction, "client">,
  { organizationId, timeZone }: Pick<StepContext, "organizationId" | "timeZone">,
  kind: string,
  { from, to }: Stretch,
  buckets: Bucket[],
): Promise<number> {
  const removed = await client.query(
    `DELETE FROM facts.usage
     WHERE organization_id = $1 AND kind = $2 AND bucket_at >= $3 AND bucket_at < $4`,
    [organizationId, kind, isoOf(from), isoOf(to)],
  );
  const added = buckets.reduce((sum, bucket) => sum + bucket.results.length, 0);
  if (added > 0) await copyLines(client, usageColumns, linesOf(organizationId, kind, buckets));
  const gone = removed.rowCount ?? 0;
  if (added > 0 || gone > 0) {
    await client.query("SELECT facts.refresh_usage($1, $2, $3, $4, $5)", [
      organizationId,
      kind,
      timeZone,
      isoOf(from),
      isoOf(to),
    ]);
  }
  return added - gone;
}
