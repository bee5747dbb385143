import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

type TableProps = ComponentProps<"table"> & {
  /** What the table shows, for screen readers. */ label: string;
};

/** How rows and cells look unless a cell says otherwise: said once a table, as a page sends what each cell says twice. */
const look = cn(
  "[:where(&_td)]:h-11 [:where(&_td)]:px-3 [:where(&_td)]:py-1.5 [:where(&_td)]:align-middle",
  // Cards have a wider edge than cells: what stands below a card's title begins where it does.
  "[:where(&_tr>:first-child)]:pl-4 [:where(&_tr>:last-child)]:pr-4",
  "[&_tbody_tr]:hover:bg-muted/45 [&_tr]:transition-colors",
);

export function Table({ label, className, ...props }: TableProps) {
  return (
    <div
      // Focusable so that people without a mouse can scroll it.
      tabIndex={0}
      role="region"
      aria-label={label}
      className="relative w-full overflow-x-auto rounded-[inherit] focus-visible:-outline-offset-2"
    >
      <table
        aria-label={label}
        className={cn("w-full border-collapse text-sm", look, className)}
        {...props}
      />
    </div>
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("border-border soft:bg-muted/50 border-b", className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody className={cn("divide-border divide-y", className)} {...props} />;
}

export function TableRow(props: ComponentProps<"tr">) {
  return <tr {...props} />;
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

/** The cell that names its row: read out before each of the others. */
export function RowHead({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="row"
      className={cn(
        "soft:h-11 soft:px-3 soft:py-1.5 soft:text-left soft:align-middle soft:font-normal",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, numeric, ...props }: ComponentProps<"td"> & CellProps) {
  const own = numeric ? cn("text-right tabular-nums", className) : className;
  return <td {...(own && { className: own })} {...props} />;
}
