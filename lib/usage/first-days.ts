import type { Day, DayRange } from "./days.ts";

/** The first days that a report reads: that of its range, and that of what it is compared with. */
export function firstDays(query: { range: DayRange; comparedWith: DayRange | null }): Day[] {
  return [query.range, query.comparedWith].flatMap((range) => (range ? [range.fromOn] : []));
}
