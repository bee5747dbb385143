import type { Day, DayRange } from "./days.ts";
import { addDays } from "./days.ts";

/** First and last day of each column of a chart, cut to the range: its first and last week may only touch it. */
export function spansOf(buckets: readonly Day[], { fromOn, toOn }: DayRange): { from: Day; through: Day }[] {
  return buckets.map((bucket, index) => {
    const next = buckets[index + 1] ?? toOn;
    return {
      from: bucket < fromOn ? fromOn : bucket,
      through: addDays(next < toOn ? next : toOn, -1),
    };
  });
}

/** The same for hours, which are instants: each is an hour of the local day that it begins in. */
export function hourSpans(
  hours: readonly string[],
  localHours: readonly string[],
): { from: Day; through: Day; hour: string }[] {
  return hours.map((hour, index) => {
    const day = localHours[index]?.slice(0, 10) ?? "";
    return { from: day, through: day, hour };
  });
}
