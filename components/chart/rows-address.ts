import type { Route } from "next";
import { createSerializer, parseAsString } from "nuqs/server";
import type { ChartRows } from "#components/chart/chart-series.ts";
import { otherId } from "#components/chart/chart-series.ts";
import { parseAsValues, rangeParsers } from "#lib/usage/filters.ts";

/** The rows behind one figure of a chart, or behind a whole column when no series is named; null where there are none. */
export function rowsAddress(rows: ChartRows | undefined, index: number, series?: string): Route | null {
  const span = rows?.spans[index];
  if (!rows || !span || series === otherId) return null;
  const serialize = createSerializer({ ...rangeParsers, hour: parseAsString, [rows.by]: parseAsValues });
  const values = { range: "custom", ...span, ...(series !== undefined && { [rows.by]: [series] }) } as const;
  return serialize(rows.address, values);
}
