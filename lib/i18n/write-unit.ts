import type { Format } from "#lib/i18n/format.ts";

/** What a figure counts. Money is US dollars. */
export type Unit = "count" | "money" | "seconds" | "byteHours";

/** How figures of a unit are written: full with every digit that matters, short for cards and axes. */
export function writeUnit(format: Format, unit: Unit): Record<"full" | "short", (value: string) => string> {
  switch (unit) {
    case "count":
      return { full: format.number, short: format.compact };
    case "money":
      return { full: format.money, short: format.moneyCompact };
    case "seconds":
      return { full: format.duration, short: format.duration };
    case "byteHours":
      return { full: format.byteHours, short: format.byteHours };
  }
}
