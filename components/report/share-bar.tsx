import type { Format } from "#lib/i18n/format.ts";

const least = 0.001;

/** What rounds to nothing and is not nothing says so. */
function written(share: number | null, format: Format): string {
  if (share === null) return "–";
  return share > 0 && share < least ? `< ${format.percent(least)}` : format.percent(share);
}

type ShareBarProps = {
  share: number | null;
  /** The largest share beside it, whose bar is full: among thousands of parts no bar would be seen otherwise. */
  largest: number;
  format: Format;
};

/** A part of a whole, 0 to 1, as figure, and as bar against the largest. */
export function ShareBar({ share, largest, format }: ShareBarProps) {
  const width = largest > 0 ? Math.max(0, Math.min(1, (share ?? 0) / largest)) * 100 : 0;
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <span aria-hidden className="bg-muted hidden h-1.5 w-16 overflow-hidden rounded-full sm:block">
        <span
          className="bg-chart-1 block h-full rounded-full forced-color-adjust-none"
          style={{ width: `${width}%` }}
        />
      </span>
      <span className="w-14 text-right whitespace-nowrap">{written(share, format)}</span>
    </span>
  );
}
