import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

type TableProps = ComponentProps<"table"> & {
  /** What the table shows, for screen readers. */ label: string;
};

export function Table({ label, className, ...props }: TableProps) {
  return (
    <div
      // Focusable so that people without a mouse can scroll it.
      tabIndex={0}
      role="region"
      aria-label={label}
      className="relative w-full overflow-x-auto rounded-[inherit] focus-visible:-outline-offset-2"
    >
      <table aria-label={label} className={cn("w-full border-collapse text-sm", className)} {...props} />
    </div>
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("border-border soft:bg-muted/50 border-b", className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody className={cn("divide-border divide-y", className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("[tbody_&]:hover:bg-muted/45 transition-colors", className)} {...props} />;
}

type CellProps = { /** Numbers stand at the right. */ numeric?: boolean };

export function TableHead({ className, numeric, scope = "col", ...props }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope={scope}
      className={cn(
        "text-muted-foreground soft:h-9 soft:px-3 soft:text-left text-xs font-medium whitespace-nowrap",
        numeric && "text-right",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, numeric, ...props }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      className={cn(
        "soft:h-11 soft:px-3 soft:py-1.5 align-middle",
        numeric && "text-right tabular-nums",
        className,
      )}
      {...props}
    />
  );
}
