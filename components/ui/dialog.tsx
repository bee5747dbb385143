"use client";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { Modal, ModalClose, ModalTrigger, ModalWindow } from "#components/ui/modal.tsx";

export const Dialog = Modal;
export const DialogTrigger = ModalTrigger;
export const DialogClose = ModalClose;

type DialogContentProps = {
  title: ReactNode;
  description?: ReactNode;
  role?: "alertdialog";
  /** For contents that are wider than a form. */
  wide?: boolean;
  children: ReactNode;
};

export function DialogContent({ wide, ...props }: DialogContentProps) {
  return (
    <ModalWindow
      className={cn(
        "motion-safe:animate-appear m-auto max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] overflow-y-auto rounded-xl border p-5",
        wide ? "max-w-3xl" : "max-w-lg",
      )}
      {...props}
    />
  );
}

export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn("flex flex-col-reverse gap-2 pt-1 sm:flex-row sm:justify-end", className)}
      {...props}
    />
  );
}
