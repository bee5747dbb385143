import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

type StatCardProps = {
  label: ReactNode;
  value: ReactNode;
  /** Below the value: the comparison, the period. */
  detail?: ReactNode;
  aside?: ReactNode;
  className?: string;
};

/** One figure. Make the value a link to the rows behind it where there are some. */
export function StatCard({ label, value, detail, aside, className }: StatCardProps) {
  return (
    <section
      className={cn(
        "border-border bg-card soft:items-end flex min-w-0 justify-between gap-3 rounded-lg border px-4 py-3.5 shadow-xs",
        className,
      )}
    >
      <div className="min-w-0 self-start">
        <h2 className="text-muted-foreground text-xs font-medium">{label}</h2>
        <div className="mt-1 text-2xl leading-tight font-semibold tracking-tight tabular-nums">{value}</div>
        {detail !== undefined && <div className="text-muted-foreground mt-1 text-xs">{detail}</div>}
      </div>
      {aside}
    </section>
  );
}
