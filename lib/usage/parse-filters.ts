import type { Day, DayRange } from "./days.ts";
import type { UsageLink } from "./filters.ts";
import { factValues } from "./filters.ts";
import type { Granularity } from "./granularities.ts";
import { chooseGranularity } from "./granularities.ts";
import type { Dimension, Measure, UsageKind } from "./kinds.ts";
import { dimensions, kindOf } from "./kinds.ts";
import type { ComparedRange } from "./ranges.ts";
import { comparedRange, resolveRange } from "./ranges.ts";

export type UsageFilters = Partial<Record<Dimension, string[]>>;

/** A question about usage: days of the organization's time zone, one kind, one grouping, one leading measure. */
export type UsageQuery = {
  kind: UsageKind;
  range: DayRange;
  comparedWith: ComparedRange | null;
  granularity: Granularity;
  groupBy: Dimension;
  measure: Measure;
  filters: UsageFilters;
};

/** What a link asks; dimensions and measures that the kind lacks fall back to what it has. */
export function parseUsageQuery(link: UsageLink, today: Day): UsageQuery {
  const kind = kindOf(link.kind);
  const range = resolveRange(link, today);
  const filters: UsageFilters = {};
  for (const dimension of dimensions) {
    const values = factValues(link[dimension]);
    if (values.length > 0 && kind.dimensions.includes(dimension)) filters[dimension] = values;
  }
  return {
    kind: link.kind,
    range,
    comparedWith: comparedRange(range, link.compare, link.range),
    granularity: chooseGranularity(link.per, range),
    groupBy: link.by && kind.dimensions.includes(link.by) ? link.by : kind.by,
    measure: link.show && kind.measures.includes(link.show) ? link.show : kind.leading,
    filters,
  };
}
