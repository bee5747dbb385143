import { ensureStretch } from "#lib/sync/windows/ensure-months.ts";
import type { UsageKindName, UsageStreamKind } from "#lib/sync/kinds.ts";
import { usagePage } from "#lib/sync/windows/usage-page.ts";
import { usageLists } from "#lib/sync/windows/usage-kinds.ts";
import { windowReader } from "#lib/sync/windows/window-reader.ts";
import type { Reader } from "#lib/sync/reader.ts";

const hour = 3_600;
const day = 24 * hour;

/** Hourly usage of one kind: a week at a time, the last two days again every time. */
function usageReader(kind: UsageKindName): Reader {
  return windowReader({
    facts: "usage",
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
        page: ({ organizationId, timeZone }) => usagePage({ organizationId, timeZone, kind }),
      },
    ],
  });
}

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
