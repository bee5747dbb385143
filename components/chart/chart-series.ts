import type { Address } from "#components/address.ts";
import type { Unit } from "#lib/i18n/write-unit.ts";
import type { Granularity } from "#lib/usage/granularities.ts";

/** One colour of a chart. values[i] belongs to buckets[i], in decimal digits that may exceed what a number holds. */
export type ChartSeries = { id: string; label: string; values: string[] };

export type Span = { from: string; through: string; hour?: string };

/** address is the rows of the whole chart; by is the parameter that narrows them to a series; a span for each bucket. */
export type ChartRows = { address: Address; by: string; spans: Span[] };

export type ChartContent = {
  /** What the chart shows, in a sentence: its accessible name. */
  label: string;
  unit: Unit;
  granularity: Granularity;
  buckets: string[];
  /** Largest first; the one with the id otherId gets the neutral colour. */
  series: ChartSeries[];
  rows: ChartRows;
  compared?: { label: string; values: string[] };
};

export const otherId = "(other)";

/** The colour of a series by its place; colours follow places, so that hiding one moves none. */
export function seriesColor(series: Pick<ChartSeries, "id">, index: number): string {
  return series.id === otherId ? "var(--chart-other)" : `var(--chart-${(index % 8) + 1})`;
}
