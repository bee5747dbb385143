import type { Format } from "#lib/i18n/format.ts";
import type { Granularity } from "#lib/usage/granularities.ts";

export function bucketName(format: Format, granularity: Granularity, bucket: string): string {
  switch (granularity) {
    case "hour":
      return format.dateTime(bucket);
    case "day":
    case "week":
      return format.day(bucket);
    case "month":
      return format.month(bucket);
  }
}

export function bucketTick(
  format: Format,
  granularity: Granularity,
  bucket: string,
  isLong: boolean,
): string {
  switch (granularity) {
    case "hour":
      return isLong ? format.date(bucket) : format.time(bucket);
    case "day":
    case "week":
      return format.shortDay(bucket);
    case "month":
      return format.month(bucket);
  }
}

const mostHoursWithTimes = 48;

/** Where the axis of a chart of hours is marked: at each new local day when there are more than two of them. */
export function axisTicks(format: Format, granularity: Granularity, buckets: string[]): string[] | undefined {
  if (granularity !== "hour" || buckets.length <= mostHoursWithTimes) return undefined;
  return buckets.filter((bucket, index) => {
    const before = buckets[index - 1];
    return before === undefined || format.date(before) !== format.date(bucket);
  });
}

/** Whether the hours span more days than their times alone can tell apart. */
export function isLongAxis(buckets: string[]): boolean {
  return buckets.length > mostHoursWithTimes;
}
