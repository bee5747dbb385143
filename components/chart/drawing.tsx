import { useMemo } from "react";
import { Area, Bar, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from "recharts";
import { axisTicks, bucketTick, isLongAxis } from "#components/chart/bucket-labels.ts";
import type { ChartContent } from "#components/chart/chart-series.ts";
import { seriesColor } from "#components/chart/chart-series.ts";
import { margins, valueAxisWidth } from "#components/chart/margins.ts";
import { secondTicks } from "#components/chart/value-ticks.ts";
import { useFormat } from "#components/use-format.ts";
import type { Format } from "#lib/i18n/format.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";

/** Beyond this, bars would be thinner than their gaps: the same stack is drawn as areas. */
const mostBars = 110;

/** More columns than this are too thin for lines between their pieces. */
const mostDivided = 45;

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
function layers({ buckets, series }: ChartContent, hidden: readonly string[]) {
  return series.map((each, place) => {
    if (hidden.includes(each.id)) return null;
    const color = seriesColor(each, place);
    const shared = { dataKey: `s${place}`, name: each.label, stackId: "stack", fill: color };
    return buckets.length > mostBars ? (
      <Area
        key={each.id}
        {...shared}
        type="monotone"
        stroke={color}
        fillOpacity={0.75}
        isAnimationActive={false}
      />
    ) : (
      <Bar
        key={each.id}
        {...shared}
        {...(buckets.length <= mostDivided && { stroke: "var(--card)", strokeWidth: 0.5 })}
        maxBarSize={48}
        isAnimationActive={false}
      />
    );
  });
}

function axes(content: ChartContent, hidden: readonly string[], format: Format) {
  const { granularity, unit, buckets } = content;
  const marks = unit === "seconds" ? secondTicks(content, hidden) : null;
  const ticks = axisTicks(format, granularity, buckets);
  const tick = { fill: "var(--muted-foreground)", fontSize: 11 };
  return [
    <XAxis
      key="x"
      dataKey="bucket"
      scale="band"
      height={margins.bottom}
      tickFormatter={(bucket: string) => bucketTick(format, granularity, bucket, isLongAxis(buckets))}
      {...(ticks && { ticks })}
      tick={tick}
      tickLine={false}
      axisLine={{ stroke: "var(--border)" }}
      minTickGap={28}
      {...(!ticks && { interval: "equidistantPreserveStart" as const })}
    />,
    <YAxis
      key="y"
      width={valueAxisWidth(unit)}
      tickFormatter={(value: number) => (value === 0 ? "0" : writeUnit(format, unit).short(String(value)))}
      {...(marks && { ticks: marks, domain: [0, marks.at(-1) ?? 0] })}
      tick={tick}
      tickLine={false}
      axisLine={false}
    />,
  ];
}

type DrawingProps = { content: ChartContent; hidden: readonly string[] };

/** The picture alone: what is read from it, and where it leads, is around it. Load it through <StackedChart>. */
export function Drawing({ content, hidden }: DrawingProps) {
  const format = useFormat();
  const points = useMemo(() => toPoints(content), [content]);
  return (
    <ComposedChart
      responsive
      style={{ width: "100%", height: "100%" }}
      data={points}
      margin={{ top: margins.top, right: margins.right, bottom: 0, left: 0 }}
      stackOffset="sign"
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--border)" />
      {axes(content, hidden, format)}
      {layers(content, hidden)}
      {content.compared && (
        <Line
          dataKey="compared"
          name={content.compared.label}
          type="linear"
          stroke="var(--foreground)"
          strokeWidth={1.5}
          strokeDasharray="4 3"
          dot={false}
          isAnimationActive={false}
        />
      )}
    </ComposedChart>
  );
}
