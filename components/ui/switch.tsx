import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "role">;

/** On or off, at once. Put it in a <label> with its text, or give it an aria-label. */
export function Switch({ className, ...props }: SwitchProps) {
  return (
    <span className={cn("relative inline-flex h-5 w-9 shrink-0", className)}>
      <input
        type="checkbox"
        role="switch"
        className="peer border-input bg-muted checked:border-primary checked:bg-primary h-5 w-9 cursor-pointer appearance-none rounded-full border transition-colors disabled:opacity-60"
        {...props}
      />
      <span
        aria-hidden
        className="bg-muted-foreground peer-checked:bg-primary-foreground pointer-events-none absolute top-1 left-1 size-3 rounded-full transition-transform peer-checked:translate-x-4"
      />
    </span>
  );
}
