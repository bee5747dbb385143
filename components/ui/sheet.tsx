"use client";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { Modal, ModalTrigger, ModalWindow } from "#components/ui/modal.tsx";

export const Sheet = Modal;
export const SheetTrigger = ModalTrigger;

const sides = {
  right: "mr-0 ml-auto border-l motion-safe:animate-slide-in-right",
  left: "mr-auto ml-0 border-r motion-safe:animate-slide-in-left",
};

type SheetContentProps = {
  title: ReactNode;
  description?: ReactNode;
  side?: keyof typeof sides;
  className?: string;
  children: ReactNode;
};

export function SheetContent({ side = "right", className, ...props }: SheetContentProps) {
  return (
    <ModalWindow
      className={cn(
        "soft:w-[min(36rem,100vw)] my-0 h-dvh max-h-none max-w-none overflow-y-auto p-5",
        sides[side],
        className,
      )}
      {...props}
    />
  );
}
