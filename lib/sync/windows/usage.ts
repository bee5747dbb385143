import type { Bucket } from "#lib/sync/windows/buckets.ts";
import { copyRows } from "#lib/sync/windows/copy-rows.ts";
import { ensureStretch } from "#lib/sync/windows/ensure-months.ts";
import type { UsageKindName, UsageStreamKind } from "#lib/sync/kinds.ts";
import { usageLists } from "#lib/sync/windows/usage-kinds.ts";
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
function usageReader(kind: UsageKindName): Reader {
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
        template: `GET /organization/usage/${kind}`,
        list: (organization, query) => usageLists[kind](organization.usage, { ...query, bucket_width: "1h" }),
        replace: (tx, context, stretch, buckets) => replace(tx, context, kind, stretch, buckets),
      },
    ],
  });
}

/** How each kind of usage is read. */
export const usageReaders: Record<UsageStreamKind, Reader> = {
  usage_completions: usageReader("completions"),
  usage_decisions: usageReader("decisions"),
  usage_embeddings: usageReader("embeddings"),
  usage_moderations: usageReader("moderations"),
  usage_images: usageReader("images"),
  usage_audio_speeches: usageReader("audio_speeches"),
  usage_audio_transcriptions: usageReader("audio_transcriptions"),
  usage_vector_stores: usageReader("vector_stores"),
  usage_code_interpreter_sessions: usageReader("code_interpreter_sessions"),
  usage_file_search_calls: usageReader("file_search_calls"),
  usage_web_search_calls: usageReader("web_search_calls"),
};
