"use client";
import type { ReactNode } from "react";
import { Tooltip as Radix } from "radix-ui";

type TooltipProps = { text: ReactNode; children: ReactNode; side?: "top" | "right" | "bottom" | "left" };

/** A hint for the focusable element inside. Never the only place of something that people must know. */
export function Tooltip({ text, children, side = "top" }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={300}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="bg-foreground text-background motion-safe:animate-appear z-50 max-w-72 rounded-md px-2 py-1 text-xs shadow-md"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
