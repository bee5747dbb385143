import type { Day, DayRange } from "./days.ts";
import { addMonths, firstOfMonth } from "./days.ts";

/**
 * Days that reach today, carried on to the end of the month: nothing is measured after today, so the sums are the
 * same, and the running month can be read as one from the rollup instead of day by day.
 */
export function toEndOfMonth(days: DayRange, today: Day): DayRange {
  return days.toOn > today ? { ...days, toOn: addMonths(firstOfMonth(days.toOn), 1) } : days;
}
