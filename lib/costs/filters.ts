import type { inferParserType } from "nuqs/server";
import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Day, DayRange } from "#lib/usage/days.ts";
import { daysBetween } from "#lib/usage/days.ts";
import { factValues, parseAsValues, rangeParsers } from "#lib/usage/filters.ts";
import type { ComparedRange } from "#lib/usage/ranges.ts";
import { rangeNames } from "#lib/usage/range-names.ts";
import { comparedRange, comparisons, resolveRange } from "#lib/usage/ranges.ts";
import type { CostDimension } from "./groupings.ts";
import { costDimensions, filtersOf } from "./groupings.ts";

export const costGranularities = ["day", "week", "month"] as const;
export type CostGranularity = (typeof costGranularities)[number];

/** The whole state of the costs page, as its link holds it. open: the row whose parts are shown. */
export const costParsers = {
  ...rangeParsers,
  range: parseAsStringLiteral(rangeNames).withDefault("month"),
  per: parseAsStringLiteral(costGranularities),
  by: parseAsStringLiteral(costDimensions).withDefault("project"),
  compare: parseAsStringLiteral(comparisons).withDefault("none"),
  project: parseAsValues,
  lineItem: parseAsValues,
  member: parseAsValues,
  key: parseAsValues,
  open: parseAsString,
  after: parseAsString,
  before: parseAsString,
};

export type CostLink = inferParserType<typeof costParsers>;

/** Reads the state of the costs page from a link; what is not understood falls back to its default. */
export const loadCostLink = createLoader(costParsers);

export type CostFilters = Partial<Record<CostDimension, string[]>>;

/** A question about costs: UTC days, one grouping. */
export type CostQuery = {
  range: DayRange;
  comparedWith: ComparedRange | null;
  granularity: CostGranularity;
  groupBy: CostDimension;
  filters: CostFilters;
};

function chooseGranularity(asked: CostGranularity | null, days: number): CostGranularity {
  if (asked && (asked !== "day" || days <= 400)) return asked;
  return days <= 100 ? "day" : "month";
}

/** What a link asks; filters that upstream cannot combine with the grouping are left out. today is a UTC day. */
export function parseCostQuery(link: CostLink, today: Day): CostQuery {
  const range = resolveRange(link, today);
  const filters: CostFilters = {};
  for (const dimension of filtersOf(link.by)) {
    const values = factValues(link[dimension]);
    if (values.length > 0) filters[dimension] = values;
  }
  return {
    range,
    comparedWith: comparedRange(range, link.compare, link.range),
    granularity: chooseGranularity(link.per, daysBetween(range.fromOn, range.toOn)),
    groupBy: link.by,
    filters,
  };
}
