import { useId, useState } from "react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ChartContent } from "#components/chart/chart-series.ts";
import { ChartTooltip } from "#components/chart/chart-tooltip.tsx";
import type { ColumnWords } from "#components/chart/column-words.ts";
import { columnWords } from "#components/chart/column-words.ts";
import { margins, valueAxisWidth } from "#components/chart/margins.ts";
import { rowsAddress } from "#components/chart/rows-address.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useFormat } from "#components/use-format.ts";
import { useInSight } from "#components/use-in-sight.ts";

// The drawing library is large: it loads after the page, once a chart is in sight.
const Drawing = dynamic(() => import("#components/chart/drawing.tsx").then(({ Drawing: Loaded }) => Loaded), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

function sayWords({ name, shown, total, before }: ColumnWords, totalLabel: string): string {
  const parts = [...shown, { label: totalLabel, written: total }, ...(before ? [before] : [])];
  return [name, ...parts.map(({ label, written }) => `${label}: ${written}`)].join("; ");
}

/** Which column a key leads to; undefined for a key that means nothing here. */
function columnAfter(key: string, index: number | null, count: number): number | undefined {
  const from = index ?? -1;
  const places: Record<string, number> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    PageUp: from - 7,
    PageDown: from + 7,
    Home: 0,
    End: count - 1,
  };
  const place = places[key];
  return place === undefined ? undefined : Math.min(Math.max(place, 0), count - 1);
}

type StackedChartProps = { content: ChartContent; hidden: readonly string[] };
type ReaderProps = StackedChartProps & { index: number | null; onRead: (index: number | null) => void };

/** The way to a column's figures: the pointer finds it, or the arrow keys; pressing it leads to its rows. */
function Reader({ content, hidden, index, onRead }: ReaderProps) {
  const t = useTranslations("common");
  const format = useFormat();
  const router = useRouter();
  const hint = useId();
  const count = content.buckets.length;
  const address = index === null ? null : rowsAddress(content.rows, index);
  return (
    <>
      <Link
        // Before a column is pointed at, it leads to the rows of them all.
        href={address ?? content.rows.address}
        prefetch={false}
        aria-hidden
        tabIndex={-1}
        className="absolute inset-0 touch-pan-y"
        onPointerMove={({ clientX, currentTarget }) => {
          const { left, width } = currentTarget.getBoundingClientRect();
          onRead(Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / width) * count))));
        }}
        onPointerLeave={() => onRead(null)}
      />
      <div
        role="slider"
        tabIndex={0}
        aria-label={content.label}
        aria-describedby={hint}
        aria-valuemin={1}
        aria-valuemax={count}
        aria-valuenow={(index ?? 0) + 1}
        aria-valuetext={sayWords(columnWords(content, hidden, index ?? 0, format), t("chart.total"))}
        className="pointer-events-none absolute inset-0"
        onFocus={() => onRead(index ?? 0)}
        onBlur={() => onRead(null)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && address) router.push(address);
          const next = columnAfter(event.key, index, count);
          if (next === undefined) return;
          event.preventDefault();
          onRead(next);
        }}
      />
      <p id={hint} hidden>
        {t("chart.keyboard")}
      </p>
    </>
  );
}

/**
 * A stack over time. The drawing comes after the page; the way to each column's figures and rows is there before, laid
 * over the columns, and weighs less than the drawing library's own.
 */
export function StackedChart({ content, hidden }: StackedChartProps) {
  const format = useFormat();
  const t = useTranslations("common");
  const [index, setIndex] = useState<number | null>(null);
  const [isSeen, setSeen] = useState(false);
  const frame = useInSight<HTMLDivElement>(() => setSeen(true), { margin: 0 });
  const count = content.buckets.length;
  const percent = (columns: number) => `${(100 * columns) / count}%`;
  return (
    <div ref={frame} className="relative h-72 text-xs">
      <div aria-hidden className="size-full">
        {isSeen ? <Drawing content={content} hidden={hidden} /> : <Skeleton className="size-full" />}
      </div>
      <div className="absolute" style={{ ...margins, left: valueAxisWidth(content.unit) }}>
        {index !== null && (
          <div
            className="bg-foreground/8 absolute inset-y-0"
            style={{ left: percent(index), width: percent(1) }}
          />
        )}
        <Reader content={content} hidden={hidden} index={index} onRead={setIndex} />
        {index !== null && (
          <ChartTooltip
            words={columnWords(content, hidden, index, format)}
            totalLabel={t("chart.total")}
            place={(100 * (index + 0.5)) / count}
          />
        )}
      </div>
    </div>
  );
}
