import type { Day, DayRange } from "./days.ts";
import { addDays, addMonths, daysBetween, firstOfMonth } from "./days.ts";

export const rangeNames = ["7d", "30d", "90d", "month", "lastMonth", "12m", "custom"] as const;
export type RangeName = (typeof rangeNames)[number];

export const comparisons = ["none", "previous", "year"] as const;
export type Comparison = (typeof comparisons)[number];

export type ChosenRange = { range: RangeName; from: Day | null; through: Day | null };

const longestDays = 800;

/** Days that a link asks for, today included. A custom range is put in order and cut to its last 800 days. */
export function resolveRange(chosen: ChosenRange, today: Day): DayRange {
  const tomorrow = addDays(today, 1);
  switch (chosen.range) {
    case "7d":
      return { fromOn: addDays(today, -6), toOn: tomorrow };
    case "30d":
      return { fromOn: addDays(today, -29), toOn: tomorrow };
    case "90d":
      return { fromOn: addDays(today, -89), toOn: tomorrow };
    case "month":
      return { fromOn: firstOfMonth(today), toOn: tomorrow };
    case "lastMonth":
      return { fromOn: addMonths(firstOfMonth(today), -1), toOn: firstOfMonth(today) };
    case "12m":
      return { fromOn: addMonths(firstOfMonth(today), -11), toOn: tomorrow };
    case "custom":
      return custom(chosen, today);
  }
}

function custom({ from, through }: ChosenRange, today: Day): DayRange {
  const one = from ?? through ?? today;
  const other = through ?? from ?? today;
  const [first, last] = one <= other ? [one, other] : [other, one];
  const toOn = addDays(last, 1);
  const earliest = addDays(toOn, -longestDays);
  return { fromOn: first < earliest ? earliest : first, toOn };
}

/** The days to compare with: as many days right before, or the same days a year earlier. */
export function comparedRange(range: DayRange, comparison: Comparison): DayRange | null {
  if (comparison === "none") return null;
  if (comparison === "previous") {
    return { fromOn: addDays(range.fromOn, -daysBetween(range.fromOn, range.toOn)), toOn: range.fromOn };
  }
  const fromOn = addMonths(range.fromOn, -12);
  return { fromOn, toOn: addDays(fromOn, daysBetween(range.fromOn, range.toOn)) };
}
