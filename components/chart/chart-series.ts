import type { Granularity } from "#lib/usage/granularities.ts";

/** One colour of a chart. values[i] belongs to buckets[i], in decimal digits that may exceed what a number holds. */
export type ChartSeries = { id: string; label: string; values: string[] };

export type ChartContent = {
  /** What the chart shows, in a sentence: its accessible name. */
  label: string;
  unit: "count" | "money";
  granularity: Granularity;
  buckets: string[];
  /** Largest first; the one with the id otherId gets the neutral colour. */
  series: ChartSeries[];
  /** Whole buckets of the period compared with, drawn as a line. */
  compared?: { label: string; values: string[] };
};

export const otherId = "(other)";

/** The colour of a series by its place; colours follow places, so that hiding one moves none. */
export function seriesColor(series: Pick<ChartSeries, "id">, index: number): string {
  return series.id === otherId ? "var(--chart-other)" : `var(--chart-${(index % 8) + 1})`;
}

/** Adds decimal digits exactly: BigInt over the longest fraction among them. */
export function sumExactly(values: readonly string[]): string {
  const scale = Math.max(0, ...values.map((value) => value.split(".")[1]?.length ?? 0));
  const total = values.reduce((sum, value) => {
    const [whole = "0", fraction = ""] = value.split(".");
    return sum + BigInt(whole + fraction.padEnd(scale, "0"));
  }, 0n);
  if (scale === 0) return total.toString();
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, "0");
  const fraction = digits.slice(-scale).replace(/0+$/, "");
  const whole = `${total < 0n ? "-" : ""}${digits.slice(0, -scale)}`;
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
