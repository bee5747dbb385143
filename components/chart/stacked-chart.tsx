import { useMemo } from "react";
import { Area, Bar, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import { useRouter } from "next/navigation";
import { useTranslations } from "#components/intl/use-translations.ts";
import { axisTicks, bucketTick, isLongAxis } from "#components/chart/bucket-labels.ts";
import type { ChartContent } from "#components/chart/chart-series.ts";
import { rowsAddress } from "#components/chart/rows-address.ts";
import { seriesColor } from "#components/chart/chart-series.ts";
import { ChartTooltip } from "#components/chart/chart-tooltip.tsx";
import { useFormat } from "#components/use-format.ts";
import type { Format } from "#lib/i18n/format.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";

/** Beyond this, bars would be thinner than their gaps: the same stack is drawn as areas. */
const mostBars = 110;

type Point = { bucket: string; compared: number | null } & Record<`s${number}`, number>;

/** Numbers are for drawing alone; what is written comes from the decimal digits. */
function toPoints({ buckets, series, compared }: ChartContent): Point[] {
  return buckets.map((bucket, index) => {
    const before = compared?.values[index];
    const point: Point = { bucket, compared: before === undefined ? null : Number(before) };
    series.forEach(({ values }, place) => {
      point[`s${place}`] = Number(values[index] ?? 0);
    });
    return point;
  });
}

/** The layers of the stack, first series at the bottom. A function, not a component. */
function layers(content: ChartContent, hidden: readonly string[]) {
  return content.series.map((series, place) => {
    if (hidden.includes(series.id)) return null;
    const color = seriesColor(series, place);
    const shared = { dataKey: `s${place}`, name: series.label, stackId: "stack", fill: color };
    return content.buckets.length > mostBars ? (
      <Area
        key={series.id}
        {...shared}
        type="monotone"
        stroke={color}
        fillOpacity={0.75}
        isAnimationActive={false}
      />
    ) : (
      <Bar
        key={series.id}
        {...shared}
        stroke="var(--card)"
        strokeWidth={0.5}
        maxBarSize={48}
        isAnimationActive={false}
      />
    );
  });
}

function axes({ granularity, unit, buckets }: ChartContent, format: Format) {
  const ticks = axisTicks(format, granularity, buckets);
  const tick = { fill: "var(--muted-foreground)", fontSize: 11 };
  return [
    <XAxis
      key="x"
      dataKey="bucket"
      tickFormatter={(bucket: string) => bucketTick(format, granularity, bucket, isLongAxis(buckets))}
      {...(ticks && { ticks })}
      tick={tick}
      tickLine={false}
      axisLine={{ stroke: "var(--border)" }}
      minTickGap={28}
    />,
    <YAxis
      key="y"
      width={unit === "byteHours" ? 108 : 64}
      tickFormatter={(value: number) => writeUnit(format, unit).short(String(value))}
      tick={tick}
      tickLine={false}
      axisLine={false}
    />,
  ];
}

function comparedLine(name: string) {
  return (
    <Line
      dataKey="compared"
      name={name}
      type="linear"
      stroke="var(--muted-foreground)"
      strokeWidth={1.5}
      strokeDasharray="4 3"
      dot={false}
      isAnimationActive={false}
    />
  );
}

type StackedChartProps = { content: ChartContent; hidden: readonly string[] };

/** A stack over time; pressing a column leads to its rows. Arrow keys move the tooltip when the chart has the focus. Load it through <Chart>. */
export function StackedChart({ content, hidden }: StackedChartProps) {
  const format = useFormat();
  const t = useTranslations("common");
  const router = useRouter();
  const open = (index: number) => {
    const address = rowsAddress(content.rows, index);
    if (address) router.push(address);
  };
  const points = useMemo(() => toPoints(content), [content]);

  return (
    <ComposedChart
      responsive
      style={{ width: "100%", height: 288 }}
      data={points}
      margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
      stackOffset="sign"
      onClick={({ activeTooltipIndex }) => open(Number(activeTooltipIndex ?? -1))}
      title={content.label}
      desc={t("chart.keyboard")}
    >
      <CartesianGrid vertical={false} stroke="var(--border)" />
      {axes(content, format)}
      <Tooltip
        cursor={{ fill: "var(--muted)", stroke: "var(--border)", fillOpacity: 0.6 }}
        isAnimationActive={false}
        wrapperStyle={{ zIndex: 10, outline: "none" }}
        content={({ active, activeIndex }) =>
          active ? (
            <ChartTooltip
              content={content}
              hidden={hidden}
              index={Number(activeIndex)}
              format={format}
              totalLabel={t("chart.total")}
            />
          ) : null
        }
      />
      {layers(content, hidden)}
      {content.compared && comparedLine(content.compared.label)}
    </ComposedChart>
  );
}
