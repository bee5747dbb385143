import type { ChartContent } from "#components/chart/chart-series.ts";
import { seriesColor } from "#components/chart/chart-series.ts";
import { cn } from "#components/ui/cn.ts";

type ChartLegendProps = {
  content: ChartContent;
  hidden: readonly string[];
  label: string;
  onToggle: (id: string) => void;
};

/** The series by name; pressing one hides or shows it. */
export function ChartLegend({ content, hidden, label, onToggle }: ChartLegendProps) {
  return (
    <ul aria-label={label} className="flex min-w-0 flex-wrap gap-x-1 gap-y-0.5">
      {content.series.map((series, place) => {
        const isShown = !hidden.includes(series.id);
        return (
          <li key={series.id} className="min-w-0">
            <button
              type="button"
              aria-pressed={isShown}
              onClick={() => onToggle(series.id)}
              className={cn(
                "hover:bg-accent flex max-w-56 items-center gap-1.5 rounded-sm px-1.5 py-1 text-xs",
                !isShown && "text-muted-foreground line-through",
              )}
            >
              <span
                aria-hidden
                className="size-2.5 shrink-0 rounded-xs border forced-color-adjust-none"
                style={{
                  borderColor: seriesColor(series, place),
                  background: isShown ? seriesColor(series, place) : "transparent",
                }}
              />
              <span className="truncate">{series.label}</span>
            </button>
          </li>
        );
      })}
      {content.compared && (
        <li className="text-muted-foreground flex items-center gap-1.5 px-1.5 py-1 text-xs">
          <span aria-hidden className="border-foreground w-4 border-t-2 border-dashed" />
          {content.compared.label}
        </li>
      )}
    </ul>
  );
}
