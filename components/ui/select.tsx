import type { ComponentProps } from "react";
import { ChevronDown } from "lucide-react";
import { cn } from "#components/ui/cn.ts";
import { controlClass } from "#components/ui/input.tsx";

/** The browser's own select, dressed: works on phones, without JavaScript and with every screen reader. */
export function Select({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className={cn("soft:w-full relative inline-flex", className)}>
      <select
        className={cn(controlClass, "h-8.5 appearance-none truncate pr-8 aria-busy:opacity-60")}
        {...props}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="text-muted-foreground pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2"
      />
    </span>
  );
}
