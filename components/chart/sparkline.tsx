import { cn } from "#components/ui/cn.ts";

type SparklineProps = {
  /** Decimal digits, oldest first. */
  values: readonly string[];
  /** What it shows, with its first, last and highest value: for people who cannot see it. */
  label: string;
  className?: string;
};

const width = 240;
const height = 48;

/** A small trend drawn on the server, without a library. */
export function Sparkline({ values, label, className }: SparklineProps) {
  const numbers = values.map(Number);
  const highest = Math.max(...numbers, 0);
  const lowest = Math.min(...numbers, 0);
  const span = highest - lowest || 1;
  const step = width / Math.max(numbers.length - 1, 1);
  const points = numbers.map(
    (value, index) =>
      `${(index * step).toFixed(1)},${(height - 2 - ((value - lowest) / span) * (height - 4)).toFixed(1)}`,
  );
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={cn("soft:h-12 soft:w-full overflow-visible", className)}
    >
      <polygon
        points={`0,${height} ${points.join(" ")} ${width},${height}`}
        fill="var(--chart-1)"
        opacity={0.14}
      />
      <polyline
        points={points.join(" ")}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth={1.75}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
