import { TZDate } from "@date-fns/tz";

const hourMs = 3_600_000;

/**
 * The first hour, in Unix seconds, that begins in a local day at or after a moment: an hour belongs to the day in
 * which it begins, which matters where zones lie half an hour beside UTC's.
 */
export function firstHourOfDay(seconds: number, timeZone: string): number {
  const there = new TZDate(seconds * 1000 - 1, timeZone);
  const next = new TZDate(there.getFullYear(), there.getMonth(), there.getDate() + 1, timeZone);
  return (Math.ceil(next.getTime() / hourMs) * hourMs) / 1000;
}
