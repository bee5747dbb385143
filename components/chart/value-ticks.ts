import type { ChartContent } from "#components/chart/chart-series.ts";

const steps = [1, 2, 2.5, 5, 10];
const mostIntervals = 5;

/** The highest column of what is shown, or the comparison where it is higher. For drawing: a float is exact enough. */
function highest({ buckets, series, compared }: ChartContent, hidden: readonly string[]): number {
  const shown = series.filter(({ id }) => !hidden.includes(id));
  const columns = buckets.map((_, index) =>
    shown.reduce((sum, { values }) => sum + Math.max(0, Number(values[index] ?? 0)), 0),
  );
  return Math.max(0, ...columns, ...(compared?.values ?? []).map(Number));
}

/** Round marks of an axis of seconds, in the unit that they are written in: hours are not round where seconds are. */
export function secondTicks(content: ChartContent, hidden: readonly string[]): number[] {
  const most = highest(content, hidden);
  const unit = most >= 3600 ? 3600 : most >= 60 ? 60 : 1;
  const wanted = most / unit / mostIntervals || 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = unit * power * (steps.find((each) => each * power >= wanted) ?? 10);
  const intervals = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: intervals + 1 }, (_, index) => index * step);
}
