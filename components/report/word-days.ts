import type { Format } from "#lib/i18n/format.ts";
import { translationsHere } from "#lib/i18n/server.ts";
import type { DayRange } from "#lib/usage/days.ts";
import { addDays } from "#lib/usage/days.ts";

/** Days in words, as "1 – 30 November"; one day is only itself. What renders it awaits its format itself. */
export function wordDays({ fromOn, toOn }: DayRange, format: Format): string {
  const from = format.day(fromOn);
  const through = format.day(addDays(toOn, -1));
  return from === through ? from : translationsHere("common")("report.days", { from, through });
}
