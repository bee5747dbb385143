import type { Day, DayRange } from "./days.ts";

/** The first days that a report reads: that of its range, and that of what it is compared with. */
export function firstDays({
  range,
  comparedWith,
}: {
  range: DayRange;
  comparedWith?: DayRange | null;
}): [Day, ...Day[]] {
  return comparedWith ? [range.fromOn, comparedWith.fromOn] : [range.fromOn];
}
