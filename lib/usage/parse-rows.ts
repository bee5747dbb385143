import { createLoader, createParser } from "nuqs/server";
import type { inferParserType } from "nuqs/server";
import type { Day } from "./days.ts";
import { usageParsers } from "./filters.ts";
import { parseUsageQuery } from "./parse-filters.ts";
import type { RowsQuery } from "./rows.ts";

const anHour = /^20\d\d-\d\d-\d\dT\d\d:\d\d:00Z$/;

const parseAsHour = createParser({
  parse: (text) => (anHour.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
  serialize: (hour: string) => hour,
});

const rowsParsers = { ...usageParsers, hour: parseAsHour };

export type RowsLink = inferParserType<typeof rowsParsers>;

/** Reads the state of the rows page from a link; what is not understood falls back to its default. */
export const loadRowsLink = createLoader(rowsParsers);

/** What a link to rows asks. */
export function parseRowsQuery(link: RowsLink, today: Day): RowsQuery {
  const { kind, measure, range, filters } = parseUsageQuery(link, today);
  return { kind, measure, range, filters, hour: link.hour };
}
