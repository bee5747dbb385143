import { z } from "zod";
import { SyncFault } from "#lib/sync/faults.ts";

/** One bucket of usage or costs; from is inclusive, to exclusive, in Unix seconds. */
export type Bucket = { from: number; to: number; results: Record<string, unknown>[] };

// Taken as they are: a copy of every result would double the memory of a full window.
const Results = z.array(
  z.custom<Record<string, unknown>>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  ),
);
const WireBucket = z.object({
  start_time: z.number().int(),
  end_time: z.number().int(),
  // Older answers call the list result.
  results: Results.optional(),
  result: Results.optional(),
});

/**
 * Reads the buckets of a page that goes on at `from`. They come in order and only once: what begins before
 * `from` was read already. Throws SyncFault "malformed" or "repeated_cursor".
 */
export function readBuckets(items: unknown[], from: number): Bucket[] {
  let place = from;
  return items.map((item) => {
    const parsed = WireBucket.safeParse(item);
    if (!parsed.success) throw new SyncFault("malformed", "A bucket has no times or no results.");
    const { start_time: start, end_time: end, results, result } = parsed.data;
    if (end <= start) throw new SyncFault("malformed", "A bucket ends before it begins.");
    if (start < place)
      throw new SyncFault("repeated_cursor", "The page holds a bucket that was read already.");
    place = end;
    return { from: start, to: end, results: results ?? result ?? [] };
  });
}
