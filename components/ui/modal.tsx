"use client";
import type { MouseEvent, ReactNode } from "react";
import { createContext, use, useId, useState } from "react";
import { X } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Slot } from "#components/ui/slot.tsx";

type ModalState = { isOpen: boolean; setOpen: (open: boolean) => void };

const Context = createContext<ModalState>({ isOpen: false, setOpen: () => undefined });

type ModalProps = { open?: boolean; onOpenChange?: (open: boolean) => void; children: ReactNode };

/** A trigger and the window that it opens, as a dialog or a sheet. */
export function Modal({ open, onOpenChange, children }: ModalProps) {
  const [own, setOwn] = useState(false);
  const setOpen = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return <Context value={{ isOpen: open ?? own, setOpen }}>{children}</Context>;
}

type PartProps = { /** The part is always its only child. */ asChild: true; children: ReactNode };

export function ModalTrigger({ children }: PartProps) {
  const { isOpen, setOpen } = use(Context);
  return (
    <Slot aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(true)}>
      {children}
    </Slot>
  );
}

export function ModalClose({ children }: PartProps) {
  const { setOpen } = use(Context);
  return <Slot onClick={() => setOpen(false)}>{children}</Slot>;
}

/** The page behind loses its scrollbar: what that takes, app/globals.css fills, so that nothing shifts. */
function keepWidth(): void {
  const { documentElement: page } = document;
  if (document.querySelector("dialog:modal")) return;
  page.style.setProperty("--scrollbar", `${window.innerWidth - page.clientWidth}px`);
}

/** Shows the dialog above everything; closing it while it is still in the document gives the focus back. */
function show(dialog: HTMLDialogElement | null): (() => void) | undefined {
  if (!dialog) return undefined;
  keepWidth();
  dialog.showModal();
  return () => dialog.close();
}

function isBeside({ target, currentTarget, clientX, clientY }: MouseEvent<HTMLDialogElement>): boolean {
  if (target !== currentTarget) return false;
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

type FrameProps = {
  className: string;
  role?: "alertdialog";
  labelledBy?: string;
  describedBy?: string;
  label?: string;
  children: ReactNode;
};

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function ModalFrame({ className, role, label, labelledBy, describedBy, children }: FrameProps) {
  const { isOpen, setOpen } = use(Context);
  if (!isOpen) return null;
  return (
    <dialog
      ref={show}
      {...(role && { role })}
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onCancel={(event) => {
        // What opened it says whether it closes.
        event.preventDefault();
        if (event.target === event.currentTarget) setOpen(false);
      }}
      onMouseDown={(event) => isBeside(event) && setOpen(false)}
      className={cn(
        "border-border soft:bg-popover text-popover-foreground text-left text-sm font-normal whitespace-normal shadow-xl outline-none backdrop:bg-black/45",
        className,
      )}
    >
      {children}
    </dialog>
  );
}

type WindowProps = {
  title: ReactNode;
  description?: ReactNode;
  role?: "alertdialog" | undefined;
  className: string;
  children: ReactNode;
};

/** A window with a title, so that it is always announced, and a way to close it. */
export function ModalWindow({ title, description, role, className, children }: WindowProps) {
  const t = useTranslations("common");
  const id = useId();
  return (
    <ModalFrame
      {...(role && { role })}
      labelledBy={`${id}-title`}
      {...(description !== undefined && { describedBy: `${id}-description` })}
      className={className}
    >
      <div className="flex min-h-full flex-col gap-4">
        <div className="flex flex-col gap-1 pr-10">
          <h2 id={`${id}-title`} className="text-base font-semibold break-words">
            {title}
          </h2>
          {description !== undefined && (
            <p id={`${id}-description`} className="text-muted-foreground text-sm">
              {description}
            </p>
          )}
        </div>
        {children}
      </div>
      <ModalClose asChild>
        <Button variant="ghost" size="icon" className="absolute top-3 right-3" aria-label={t("close")}>
          <X aria-hidden />
        </Button>
      </ModalClose>
    </ModalFrame>
  );
}
