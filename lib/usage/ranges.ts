import type { Day, DayRange } from "./days.ts";
import { addDays, addMonths, daysBetween, firstOfMonth } from "./days.ts";
import type { RangeName } from "./range-names.ts";

/**
 * previous: the part of the period before that is as far along. year: the same dates a year earlier, as finance
 * closes its books. weeks: the same weekdays, 52 weeks earlier, for what follows the working week.
 */
export const comparisons = ["none", "previous", "year", "weeks"] as const;
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

/** How far back each day's counterpart lies. By months a day that the month lacks is that month's last. */
export type Shift = { months: number } | { days: number };

/** The days compared with, and where each day of the range has its counterpart among them. */
export type ComparedRange = DayRange & { shift: Shift };

export function shiftDay(day: Day, shift: Shift): Day {
  return "months" in shift ? addMonths(day, -shift.months) : addDays(day, -shift.days);
}

const monthsBack: Partial<Record<RangeName, number>> = { month: 1, lastMonth: 1, "12m": 12 };

/** Months of a period that is made of whole months, or is the running one: it is held against months, not days. */
function monthsOf(range: DayRange, name: RangeName): number | null {
  const named = monthsBack[name];
  if (named !== undefined) return named;
  if (firstOfMonth(range.fromOn) !== range.fromOn || firstOfMonth(range.toOn) !== range.toOn) return null;
  const [from, to] = [range.fromOn, range.toOn].map((day) => {
    const [year = 0, month = 0] = day.split("-").map(Number);
    return year * 12 + month;
  });
  return (to ?? 0) - (from ?? 0);
}

function shiftOf(range: DayRange, comparison: Exclude<Comparison, "none">, name: RangeName): Shift {
  if (comparison === "year") return { months: 12 };
  if (comparison === "weeks") return { days: 364 };
  const months = monthsOf(range, name);
  return months === null ? { days: daysBetween(range.fromOn, range.toOn) } : { months };
}

/** The days to compare with: the counterparts of the first day through the last, leap days in between included. */
export function comparedRange(
  range: DayRange,
  comparison: Comparison,
  name: RangeName = "custom",
): ComparedRange | null {
  if (comparison === "none") return null;
  const shift = shiftOf(range, comparison, name);
  const lastOn = addDays(range.toOn, -1);
  // Whole months stay whole: February is held against all of January.
  const isWhole = "months" in shift && firstOfMonth(range.toOn) === range.toOn;
  return {
    fromOn: shiftDay(range.fromOn, shift),
    toOn: isWhole ? shiftDay(range.toOn, shift) : addDays(shiftDay(lastOn, shift), 1),
    shift,
  };
}

export function asCustom({ fromOn, toOn }: DayRange): ChosenRange {
  return { range: "custom", from: fromOn, through: addDays(toOn, -1) };
}
