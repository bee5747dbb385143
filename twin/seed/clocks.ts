const day = 86_400;

export type City = "tokyo" | "berlin";

/** Hour and day of week (0 Sunday) on a city's clock at a moment in Unix seconds. */
export function localTime(city: City, at: number): { hour: number; weekday: number; isHoliday: boolean } {
  const local = at + offsetSeconds(city, at);
  const date = new Date(local * 1000);
  const monthDay = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  return { hour: date.getUTCHours(), weekday: date.getUTCDay(), isHoliday: holidays[city].has(monthDay) };
}

/** The moment at which a city's clock shows this hour on the UTC day that starts at `dayAt`. */
export function atLocalHour(city: City, dayAt: number, hour: number): number {
  return dayAt + hour * 3600 - offsetSeconds(city, dayAt);
}

function offsetSeconds(city: City, at: number): number {
  if (city === "tokyo") return 9 * 3600;
  return isEuropeanSummer(at) ? 2 * 3600 : 3600;
}

/** From the last Sunday of March to that of October, 01:00 UTC. */
function isEuropeanSummer(at: number): boolean {
  const year = new Date(at * 1000).getUTCFullYear();
  return at >= lastSunday(year, 2) + 3600 && at < lastSunday(year, 9) + 3600;
}

function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month + 1, 0) / 1000;
  return last - new Date(last * 1000).getUTCDay() * day;
}

const holidays: Record<City, ReadonlySet<number>> = {
  tokyo: new Set([101, 102, 103, 211, 223, 429, 503, 504, 505, 506, 811, 1103, 1123, 1231]),
  berlin: new Set([101, 308, 501, 1003, 1224, 1225, 1226, 1231]),
};
