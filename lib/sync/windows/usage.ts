import type { Bucket } from "#lib/sync/windows/buckets.ts";
import { copyRows } from "#lib/sync/windows/copy-rows.ts";
import { ensureStretch } from "#lib/sync/windows/ensure-months.ts";
import type { UsageKind } from "#lib/sync/windows/usage-kinds.ts";
import { usageKinds } from "#lib/sync/windows/usage-kinds.ts";
import { usageColumns, usageRow } from "#lib/sync/windows/usage-row.ts";
import type { Stretch } from "#lib/sync/windows/window-reader.ts";
import { windowReader } from "#lib/sync/windows/window-reader.ts";
import type { Reader, StepContext, StepTransaction } from "#lib/sync/reader.ts";

const hour = 3_600;
const day = 24 * hour;

const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString();

function* rowsOf(organizationId: string, kind: string, buckets: readonly Bucket[]) {
  for (const { from, results } of buckets) {
    const bucketAt = isoOf(from);
    for (const result of results) yield usageRow(organizationId, kind, bucketAt, result);
  }
}

async function replace(
  { client }: StepTransaction,
  { organizationId, timeZone }: StepContext,
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
  if (added > 0) await copyRows(client, usageColumns, rowsOf(organizationId, kind, buckets));
  const gone = removed.rowCount ?? 0;
  if (added > 0 || gone > 0) {
    await client.query(
      `SELECT facts.refresh_usage_daily($1, $2, $3, ($4::timestamptz AT TIME ZONE $3)::date,
         (($5::timestamptz - interval '1 second') AT TIME ZONE $3)::date)`,
      [organizationId, kind, timeZone, isoOf(from), isoOf(to)],
    );
  }
  return added - gone;
}

/** Hourly usage of one kind: a week at a time, the last two days again every time. */
function usageReader({ kind, template, list }: UsageKind): Reader {
  return windowReader({
    bucketSeconds: hour,
    alignSeconds: day,
    windowBuckets: 168,
    firstBuckets: 24,
    backfillDays: 400,
    recheckSeconds: 2 * day,
    deepSeconds: 7 * day,
    prepare: (_context, { from, to }) => ensureStretch("usage", from, to),
    tracks: [
      {
        name: kind,
        template,
        list,
        replace: (tx, context, stretch, buckets) => replace(tx, context, kind, stretch, buckets),
      },
    ],
  });
}

export const completionsReader = usageReader(usageKinds.completions);
export const embeddingsReader = usageReader(usageKinds.embeddings);
