import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

export function Label({ className, ...props }: ComponentProps<"label">) {
  return <label className={cn("text-sm leading-tight font-medium", className)} {...props} />;
}
