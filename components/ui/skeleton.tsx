import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

/** A place holder of the size of what is coming; hidden from screen readers, the Suspense fallback says it in words. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      aria-hidden
      data-skeleton
      className={cn("bg-muted soft:rounded-md motion-safe:animate-pulse", className)}
      {...props}
    />
  );
}
