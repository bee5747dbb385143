import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={cn(
        "border-border bg-muted text-muted-foreground inline-flex h-5 min-w-5 items-center justify-center rounded-sm border px-1 font-sans text-[0.6875rem]",
        className,
      )}
      {...props}
    />
  );
}
