import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

const tones = {
  neutral: "bg-muted text-foreground/85",
  primary: "bg-primary-soft text-primary",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
  destructive: "bg-destructive-soft text-destructive",
  outline: "border border-border text-muted-foreground",
};

export type Tone = keyof typeof tones;

/** A word about a state. The word carries the meaning, the colour only supports it. */
export function Badge({ tone = "neutral", className, ...props }: ComponentProps<"span"> & { tone?: Tone }) {
  return (
    <span
      className={cn(
        "soft:h-5 inline-flex items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3",
        tones[tone],
        className,
      )}
      {...props}
    />
  );
}
