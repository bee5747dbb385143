import type { inferParserType } from "nuqs/server";
import { createLoader, createParser, parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { isDay } from "./days.ts";
import { granularities } from "./granularities.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";
import { dimensions, measures } from "./kinds.ts";
import { rangeNames } from "./range-names.ts";
import { comparisons } from "./ranges.ts";

/** In a link, "upstream named none" (an empty value in the facts) is written so. */
export const unnamed = "(none)";

const mostValues = 100;
const longestValue = 300;

export const parseAsDay = createParser({
  parse: (text) => (isDay(text) ? text : null),
  serialize: (day: string) => day,
});

const parseAsValue = createParser({
  parse: (text) => (text.length <= longestValue && !text.includes("\0") ? text : null),
  serialize: (value: string) => value,
});

/** Ids or names to filter by; none means no filter. */
export const parseAsValues = parseAsArrayOf(parseAsValue)
  .withDefault([])
  .withOptions({ clearOnDefault: true });

export const rangeParsers = {
  range: parseAsStringLiteral(rangeNames).withDefault("30d"),
  from: parseAsDay,
  through: parseAsDay,
};

/** The whole state of the usage page, as its link holds it. */
export const usageParsers = {
  ...rangeParsers,
  kind: parseAsStringLiteral(usageKindNames).withDefault("completions"),
  per: parseAsStringLiteral(granularities),
  by: parseAsStringLiteral(dimensions),
  show: parseAsStringLiteral(measures),
  compare: parseAsStringLiteral(comparisons).withDefault("none"),
  project: parseAsValues,
  model: parseAsValues,
  member: parseAsValues,
  key: parseAsValues,
  tier: parseAsValues,
  batch: parseAsValues,
  apiSource: parseAsValues,
  size: parseAsValues,
  imageSource: parseAsValues,
  context: parseAsValues,
  store: parseAsValues,
  after: parseAsString,
  before: parseAsString,
};

export type UsageLink = inferParserType<typeof usageParsers>;

/** Reads the state of the usage page from a link; what is not understood falls back to its default. */
export const loadUsageLink = createLoader(usageParsers);

/** Values as the facts hold them. */
export function factValues(values: readonly string[]): string[] {
  return values.slice(0, mostValues).map((value) => (value === unnamed ? "" : value));
}

/** A value of the facts as a link holds it. */
export function linkValue(value: string): string {
  return value === "" ? unnamed : value;
}
