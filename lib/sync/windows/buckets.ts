import { z } from "zod";
import { SyncFault } from "#lib/sync/faults.ts";

/** One bucket of usage or costs; from is inclusive, to exclusive, in Unix seconds. */
export type Bucket = { from: number; to: number; results: Record<string, unknown>[] };

// Taken as they are: a copy of every result would double the memory of a full bucket.
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

/** An item of a page as a bucket. Throws SyncFault "malformed". */
export function readBucket(item: unknown): Bucket {
  const parsed = WireBucket.safeParse(item);
  if (!parsed.success) throw new SyncFault("malformed", "A bucket has no times or no results.");
  const { start_time: from, end_time: to, results, result } = parsed.data;
  if (to <= from) throw new SyncFault("malformed", "A bucket ends before it begins.");
  return { from, to, results: results ?? result ?? [] };
}

/** Throws SyncFault "repeated_cursor" unless the buckets come in order and none begins before `from`. */
export function expectInOrder(buckets: readonly Pick<Bucket, "from" | "to">[], from: number): void {
  let place = from;
  for (const bucket of buckets) {
    if (bucket.from < place)
      throw new SyncFault("repeated_cursor", "The page holds a bucket that was read already.");
    place = bucket.to;
  }
}

/** The buckets of a page that goes on at `from`. Throws what readBucket and expectInOrder throw. */
export function readBuckets(items: readonly unknown[], from: number): Bucket[] {
  const buckets = items.map(readBucket);
  expectInOrder(buckets, from);
  return buckets;
}
