"use client";
import type { ComponentProps } from "react";
import { Popover as Radix } from "radix-ui";
import { cn } from "#components/ui/cn.ts";

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;

export function PopoverContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        collisionPadding={8}
        className={cn(
          "border-border bg-popover text-popover-foreground motion-safe:animate-appear z-50 w-72 max-w-[calc(100vw-1rem)] rounded-lg border p-3 text-sm shadow-lg outline-none",
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}
