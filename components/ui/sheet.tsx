"use client";
import type { ComponentProps, ReactNode } from "react";
import { Dialog as Radix } from "radix-ui";
import { cn } from "#components/ui/cn.ts";
import { CloseButton, overlayClass } from "#components/ui/dialog.tsx";

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;

const sides = {
  right: "right-0 border-l motion-safe:animate-slide-in-right",
  left: "left-0 border-r motion-safe:animate-slide-in-left",
};

type SheetContentProps = Omit<ComponentProps<typeof Radix.Content>, "title"> & {
  title: ReactNode;
  description?: ReactNode;
  side?: keyof typeof sides;
};

/** A panel at the side, for the detail of a row without leaving the list. */
export function SheetContent(props: SheetContentProps) {
  const { title, description, side = "right", className, children, ...rest } = props;
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass} />
      <Radix.Content
        {...(description === undefined && { "aria-describedby": undefined })}
        className={cn(
          "border-border bg-popover text-popover-foreground fixed inset-y-0 z-50 flex w-[min(36rem,100vw)] flex-col gap-4 overflow-y-auto p-5 shadow-xl",
          sides[side],
          className,
        )}
        {...rest}
      >
        <div className="flex flex-col gap-1 pr-10">
          <Radix.Title className="text-base font-semibold break-words">{title}</Radix.Title>
          {description !== undefined && (
            <Radix.Description className="text-muted-foreground text-sm">{description}</Radix.Description>
          )}
        </div>
        {children}
        <CloseButton />
      </Radix.Content>
    </Radix.Portal>
  );
}
