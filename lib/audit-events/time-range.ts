import { TZDateMini } from "@date-fns/tz";
import type { AuditFilter } from "#lib/audit-events/parse-filter.ts";

/** A local time as an instant; daysLater moves the calendar day first, so that a day of 23 or 25 hours is whole. */
function instantOf(local: string, timeZone: string, daysLater = 0): Date {
  const [day = "", clock = "00:00"] = local.split("T");
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const [hour = 0, minute = 0, second = 0] = clock.split(":").map(Number);
  const at = new TZDateMini(year, month - 1, date + daysLater, hour, minute, second, timeZone);
  return new Date(at.getTime());
}

/** The filter's half-open range of instants; a "to" that is a whole day ends with that day. */
export function timeRange(
  filter: Pick<AuditFilter, "from" | "to">,
  timeZone: string,
): { since: Date | null; before: Date | null } {
  const isDay = filter.to !== null && !filter.to.includes("T");
  return {
    since: filter.from === null ? null : instantOf(filter.from, timeZone),
    before: filter.to === null ? null : instantOf(filter.to, timeZone, isDay ? 1 : 0),
  };
}
