import { sumExactly } from "#lib/sum-exactly.ts";
import type { Shift } from "./ranges.ts";
import { shiftDay } from "./ranges.ts";

/** A value at a local day, "2026-03-29", or hour, "2026-03-29T02": wall times, which have no gaps to fall into. */
export type Dated = { at: string; value: string };

function shiftAt(at: string, shift: Shift): string {
  return `${shiftDay(at.slice(0, 10), shift)}${at.slice(10)}`;
}

/**
 * Puts what was measured in the days compared with under the columns whose counterparts they are: buckets are
 * the first days (or local hours) of the columns. A day without a counterpart, 29 February or the hour that a
 * clock skips, belongs to the column before; nothing is lost and the values add up to the whole.
 */
export function alignCompared(buckets: readonly string[], shift: Shift, found: readonly Dated[]): string[] {
  const starts = buckets.map((bucket) => shiftAt(bucket, shift));
  const parts: string[][] = buckets.map(() => []);
  for (const { at, value } of found) {
    const last = starts.findLastIndex((start) => start <= at);
    // Two columns can share a counterpart: the first takes it.
    const place = last < 0 ? 0 : starts.indexOf(starts[last] ?? "");
    parts[place]?.push(value);
  }
  return parts.map((values) => sumExactly(values));
}
