import type { ColumnWords } from "#components/chart/column-words.ts";
import { cn } from "#components/ui/cn.ts";

type ChartTooltipProps = {
  words: ColumnWords;
  totalLabel: string;
  /** Where its column is, in percent of the chart's width. */
  place: number;
};

/** The exact figures of one column, beside it on the side that has more room. */
export function ChartTooltip({
  words: { name, shown, total, before },
  totalLabel,
  place,
}: ChartTooltipProps) {
  return (
    <div
      className={cn(
        "border-border bg-popover text-popover-foreground pointer-events-none absolute top-2 z-10 w-max rounded-md border px-2.5 py-2 text-xs shadow-lg",
        place < 50 ? "ml-3" : "mr-3",
      )}
      // No wider than the room beside its column; at the left, that of the values counts too.
      style={
        place < 50
          ? { left: `${place}%`, maxWidth: `min(20rem, ${100 - place}%)` }
          : { right: `${100 - place}%`, maxWidth: `min(20rem, calc(${place}% + 3rem))` }
      }
    >
      <p className="mb-1 font-medium">{name}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-0.5 tabular-nums">
        {shown.map(({ id, label, color, written }) => (
          <div key={id} className="contents">
            <span
              aria-hidden
              className="size-2 rounded-xs forced-color-adjust-none"
              style={{ background: color }}
            />
            <dt className="truncate">{label}</dt>
            <dd className="text-right">{written}</dd>
          </div>
        ))}
        <div className="contents font-medium">
          <span aria-hidden />
          <dt>{totalLabel}</dt>
          <dd className="text-right">{total}</dd>
        </div>
        {before && (
          <div className="text-muted-foreground contents">
            <span aria-hidden className="border-foreground w-2 border-t-2 border-dashed" />
            <dt>{before.label}</dt>
            <dd className="text-right">{before.written}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
