import { cn } from "#components/ui/cn.ts";

type ProgressProps = {
  /** 0 to 1, or null when the end is not known. */ value: number | null;
  label: string;
  className?: string;
};

export function Progress({ value, label, className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      {...(percent !== null && { "aria-valuenow": percent, "aria-valuemin": 0, "aria-valuemax": 100 })}
      className={cn("bg-muted h-1.5 overflow-hidden rounded-full", className)}
    >
      <div
        className={cn(
          "bg-primary h-full rounded-full transition-[width] forced-color-adjust-none",
          percent === null && "w-1/3 motion-safe:animate-pulse",
        )}
        {...(percent !== null && { style: { width: `${percent}%` } })}
      />
    </div>
  );
}
