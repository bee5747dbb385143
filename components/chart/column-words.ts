import { bucketName } from "#components/chart/bucket-labels.ts";
import type { ChartContent } from "#components/chart/chart-series.ts";
import { seriesColor } from "#components/chart/chart-series.ts";
import type { Format } from "#lib/i18n/format.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";
import { sumExactly } from "#lib/sum-exactly.ts";

export type ColumnWords = {
  name: string;
  shown: { id: string; label: string; color: string; written: string }[];
  total: string;
  before?: { label: string; written: string };
};

/** The exact figures of one column, in words; a hidden series, and one without a figure, is left out. */
export function columnWords(
  content: ChartContent,
  hidden: readonly string[],
  index: number,
  format: Format,
): ColumnWords {
  const write = writeUnit(format, content.unit).full;
  const shown = content.series
    .map(({ id, label, values }, place) => ({
      id,
      label,
      color: seriesColor({ id }, place),
      value: values[index] ?? "0",
    }))
    .filter(({ id, value }) => !hidden.includes(id) && value !== "0");
  const before = content.compared?.values[index];
  return {
    name: bucketName(format, content.granularity, content.buckets[index] ?? ""),
    shown: shown.map(({ value, ...series }) => ({ ...series, written: write(value) })),
    total: write(sumExactly(shown.map(({ value }) => value))),
    ...(content.compared &&
      before !== undefined && { before: { label: content.compared.label, written: write(before) } }),
  };
}
