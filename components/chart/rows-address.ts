import type { Address } from "#components/address.ts";
import type { ChartRows } from "#components/chart/chart-series.ts";
import { otherId } from "#components/chart/chart-series.ts";

/** A comma separates the values of a list in a link: one within a value is written in its own way. */
function asOneOfList(value: string): string {
  return value.replaceAll(",", encodeURIComponent(","));
}

/**
 * The rows behind one figure of a chart, or behind a whole column when no series is named; null where there are none.
 * Written by hand, since what reads links would come into the browser whole for it.
 */
export function rowsAddress(rows: ChartRows, index: number, series?: string): Address | null {
  const span = rows.spans[index];
  if (!span || series === otherId) return null;
  const [path = "", query] = rows.address.split("?");
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries({ range: "custom", ...span })) params.set(name, value);
  if (series !== undefined) params.set(rows.by, asOneOfList(series));
  return `${path}?${params.toString()}` as Address;
}
