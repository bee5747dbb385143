import type { ComponentProps } from "react";
import { Check } from "lucide-react";
import { cn } from "#components/ui/cn.ts";

type CheckboxProps = Omit<ComponentProps<"input">, "type">;

/** Put it in a <label> with its text, or give it an aria-label. */
export function Checkbox({ className, ...props }: CheckboxProps) {
  return (
    <span className={cn("relative inline-grid size-4 shrink-0 place-items-center", className)}>
      <input
        type="checkbox"
        className="peer border-input bg-card checked:border-primary checked:bg-primary size-4 cursor-pointer appearance-none rounded-sm border disabled:opacity-60"
        {...props}
      />
      <Check
        aria-hidden
        strokeWidth={3}
        className="text-primary-foreground pointer-events-none absolute size-3 opacity-0 peer-checked:opacity-100"
      />
    </span>
  );
}
