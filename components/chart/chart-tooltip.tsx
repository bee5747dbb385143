import type { ChartContent } from "#components/chart/chart-series.ts";
import { seriesColor } from "#components/chart/chart-series.ts";
import { sumExactly } from "#lib/sum-exactly.ts";
import { bucketName } from "#components/chart/bucket-labels.ts";
import type { Format } from "#lib/i18n/format.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";

type ChartTooltipProps = {
  content: ChartContent;
  hidden: readonly string[];
  index: number;
  format: Format;
  totalLabel: string;
};

/** The exact figures of one bucket. */
export function ChartTooltip({ content, hidden, index, format, totalLabel }: ChartTooltipProps) {
  const write = writeUnit(format, content.unit).full;
  const shown = content.series
    .map((series, place) => ({
      ...series,
      color: seriesColor(series, place),
      value: series.values[index] ?? "0",
    }))
    .filter(({ id, value }) => !hidden.includes(id) && value !== "0");
  const bucket = content.buckets[index];
  const before = content.compared?.values[index];
  if (bucket === undefined) return null;

  return (
    <div className="border-border bg-popover text-popover-foreground max-w-80 rounded-md border px-2.5 py-2 text-xs shadow-lg">
      <p className="mb-1 font-medium">{bucketName(format, content.granularity, bucket)}</p>
      <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-0.5 tabular-nums">
        {shown.map(({ id, label, color, value }) => (
          <div key={id} className="contents">
            <span aria-hidden className="size-2 rounded-xs" style={{ background: color }} />
            <dt className="truncate">{label}</dt>
            <dd className="text-right">{write(value)}</dd>
          </div>
        ))}
        <div className="contents font-medium">
          <span aria-hidden />
          <dt>{totalLabel}</dt>
          <dd className="text-right">{write(sumExactly(shown.map(({ value }) => value)))}</dd>
        </div>
        {content.compared && before !== undefined && (
          <div className="text-muted-foreground contents">
            <span aria-hidden className="border-muted-foreground w-2 border-t-2 border-dashed" />
            <dt>{content.compared.label}</dt>
            <dd className="text-right">{write(before)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
