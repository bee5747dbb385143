import type { Day, DayRange } from "./days.ts";
import { addDays, addMonths, daysBetween, firstOfMonth, firstOfWeek } from "./days.ts";

export const granularities = ["hour", "day", "week", "month"] as const;
export type Granularity = (typeof granularities)[number];

/** Hours are read from the hourly rows, of which an organization may have millions: two weeks of them at most. */
const longestDays: Record<Granularity, number> = { hour: 14, day: 400, week: Infinity, month: Infinity };

export function allowedGranularities(range: DayRange): Granularity[] {
  const days = daysBetween(range.fromOn, range.toOn);
  return granularities.filter((granularity) => days <= longestDays[granularity]);
}

/** The one asked for if these days allow it, else one that gives a readable number of columns. */
export function chooseGranularity(asked: Granularity | null, range: DayRange): Granularity {
  if (asked && allowedGranularities(range).includes(asked)) return asked;
  const days = daysBetween(range.fromOn, range.toOn);
  if (days <= 2) return "hour";
  if (days <= 100) return "day";
  return days <= 250 ? "week" : "month";
}

/** First days of the columns of a chart, empty ones included. Hours depend on the zone: lib/usage/list-hours.ts. */
export function listBuckets(range: DayRange, granularity: "day" | "week" | "month"): Day[] {
  const first = { day: (day: Day) => day, week: firstOfWeek, month: firstOfMonth }[granularity](range.fromOn);
  const next = {
    day: (day: Day) => addDays(day, 1),
    week: (day: Day) => addDays(day, 7),
    month: (day: Day) => addMonths(day, 1),
  }[granularity];

  const buckets: Day[] = [];
  for (let day = first; day < range.toOn; day = next(day)) buckets.push(day);
  return buckets;
}
