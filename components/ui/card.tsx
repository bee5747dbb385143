import type { ComponentProps, ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

type CardProps = Omit<ComponentProps<"section">, "title"> & {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** No padding around the content: for tables. */
  flush?: boolean;
};

export function Card({ title, description, actions, flush, className, children, ...props }: CardProps) {
  const headed = title !== undefined || actions !== undefined;
  return (
    <section
      className={cn("border-border bg-card min-w-0 overflow-hidden rounded-lg border shadow-xs", className)}
      {...props}
    >
      {headed && (
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 pb-2">
          <div className="min-w-0 flex-1 basis-48">
            <h2 className="text-sm font-semibold">{title}</h2>
            {description !== undefined && (
              <p className="text-muted-foreground mt-0.5 text-xs">{description}</p>
            )}
          </div>
          {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
      )}
      <div className={flush ? "" : cn("px-4 pb-4", !headed && "pt-4")}>{children}</div>
    </section>
  );
}
