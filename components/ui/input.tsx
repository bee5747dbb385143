import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

export const controlClass =
  "soft:w-full min-w-0 rounded-md border border-input bg-card soft:px-2.5 soft:text-sm text-foreground shadow-xs transition-colors placeholder:text-muted-foreground disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-destructive";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(controlClass, "soft:h-8.5", className)} {...props} />;
}
