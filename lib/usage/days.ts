import { TZDate } from "@date-fns/tz";

/** A calendar day, "YYYY-MM-DD". Which zone's day it is belongs to whoever holds it. */
export type Day = string;

/** Half-open: fromOn is in, toOn is not. */
export type DayRange = { fromOn: Day; toOn: Day };

const millisecondsPerDay = 86_400_000;

function utc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayOf(milliseconds: number): Day {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** Whether this is a day of the calendar between 2000 and 2099: "2026-02-30" is not. */
export function isDay(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false;
  const at = utc(text);
  return !Number.isNaN(at) && dayOf(at) === text;
}

export function addDays(day: Day, days: number): Day {
  return dayOf(utc(day) + days * millisecondsPerDay);
}

/** Days from one day to another; negative if the other comes first. */
export function daysBetween(fromOn: Day, toOn: Day): number {
  return Math.round((utc(toOn) - utc(fromOn)) / millisecondsPerDay);
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** The Monday of the week that the day is in. */
export function firstOfWeek(day: Day): Day {
  const weekday = (new Date(utc(day)).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** The same day of another month, or that month's last where it is shorter: 31 January and a month is 28 February. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split("-").map(Number);
  const first = Date.UTC(year, month - 1 + months, 1);
  const length = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return addDays(dayOf(first), Math.min(dayOfMonth, length) - 1);
}

/** What day it is in a zone. Costs are billed by UTC days, usage is shown by the organization's. */
export function todayIn(timeZone: string, now: Date = new Date()): Day {
  const there = new TZDate(now, timeZone);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${there.getFullYear()}-${two(there.getMonth() + 1)}-${two(there.getDate())}`;
}
