import { createLoader, createParser } from "nuqs/server";
import type { inferParserType } from "nuqs/server";
import type { Day } from "./days.ts";
import { isDay } from "./days.ts";
import { usageParsers } from "./filters.ts";
import { parseUsageQuery } from "./parse-filters.ts";
import type { RowsQuery } from "./rows.ts";

const aTime = /^([01]\d|2[0-3]):[0-5]\d:00Z$/;

/** Date.parse would take 30 February for the second of March, where Postgres refuses it. */
function isHour(text: string): boolean {
  const [day = "", time = ""] = text.split("T");
  return isDay(day) && aTime.test(time) && text.length === day.length + time.length + 1;
}

const parseAsHour = createParser({
  parse: (text) => (isHour(text) ? text : null),
  serialize: (hour: string) => hour,
});

const rowsParsers = { ...usageParsers, hour: parseAsHour };

export type RowsLink = inferParserType<typeof rowsParsers>;

/** Reads the state of the rows page from a link; what is not understood falls back to its default. */
export const loadRowsLink = createLoader(rowsParsers);

export function parseRowsQuery(link: RowsLink, today: Day): RowsQuery {
  const { kind, measure, range, filters } = parseUsageQuery(link, today);
  return { kind, measure, range, filters, hour: link.hour };
}
