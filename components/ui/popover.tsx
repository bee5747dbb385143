"use client";
import type { ComponentProps, ReactNode, RefObject, ToggleEvent } from "react";
import { createContext, use, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import type { Align } from "#components/ui/place.ts";
import { followAnchor } from "#components/ui/place.ts";
import { Slot } from "#components/ui/slot.tsx";

type PopoverState = {
  id: string;
  isOpen: boolean;
  setOpen: (open: boolean) => void;
  panel: RefObject<HTMLDivElement | null>;
  trigger: RefObject<HTMLButtonElement | null>;
};

const Context = createContext<PopoverState | null>(null);

export function usePopover(): PopoverState {
  const state = use(Context);
  if (!state) throw new Error("This belongs inside a popover.");
  return state;
}

type PopoverProps = { open?: boolean; onOpenChange?: (open: boolean) => void; children: ReactNode };

/** A trigger and what it opens: the browser's own popover, which closes on Escape and on a press beside it. */
export function Popover({ open, onOpenChange, children }: PopoverProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOwn] = useState(false);
  const setOpen = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const followed = useRef(open);
  const follow = useEffectEvent((wanted: boolean) => {
    // Not at first, as it may have been opened before the page was ready; and not what the panel itself has told.
    if (followed.current === wanted) return;
    followed.current = wanted;
    if (isOpen !== wanted) panel.current?.togglePopover(wanted);
  });
  useEffect(() => {
    if (open !== undefined) follow(open);
  }, [open]);
  return <Context value={{ id, isOpen, setOpen, panel, trigger }}>{children}</Context>;
}

type TriggerProps = ComponentProps<"button"> & { asChild?: boolean };

export function PopoverTrigger({ asChild, ...props }: TriggerProps) {
  const { id, isOpen, trigger } = usePopover();
  const given = {
    "aria-haspopup": "dialog",
    "aria-expanded": isOpen,
    "aria-controls": id,
    popoverTarget: id,
    ref: trigger,
    ...props,
  } as const;
  return asChild ? <Slot {...given} /> : <button type="button" {...given} />;
}

type PanelProps = ComponentProps<"div"> & { align?: Align; onOpened: (panel: HTMLElement) => void };

/** The panel of a popover or a menu; its contents are in the document only while it is open. */
export function PopoverPanel({ align = "start", onOpened, className, children, ...props }: PanelProps) {
  const { id, isOpen, setOpen, panel, trigger } = usePopover();
  const toggled = (event: ToggleEvent<HTMLDivElement>) => {
    if (event.newState === "open") onOpened(event.currentTarget);
    else setOpen(false);
  };
  // It may have been opened before the page was ready: the browser needs no script for that.
  useEffect(() => {
    if (panel.current?.matches(":popover-open")) setOpen(true);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    if (!isOpen || !panel.current || !trigger.current) return;
    return followAnchor(panel.current, trigger.current, align);
  }, [isOpen, align, panel, trigger]);
  return (
    <div
      ref={panel}
      id={id}
      popover="auto"
      tabIndex={-1}
      onBeforeToggle={(event) => event.newState === "open" && setOpen(true)}
      onToggle={toggled}
      className={cn(
        "border-border bg-popover text-popover-foreground motion-safe:animate-appear fixed inset-auto m-0 overflow-y-auto rounded-lg border text-left text-sm font-normal whitespace-normal shadow-lg outline-none",
        className,
      )}
      {...props}
    >
      {isOpen && children}
    </div>
  );
}

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled, [type="hidden"]), select:not(:disabled), textarea:not(:disabled)';

function focusFirst(panel: HTMLElement): void {
  if (panel.contains(document.activeElement) && document.activeElement !== panel) return;
  (panel.querySelector<HTMLElement>(focusable) ?? panel).focus();
}

type ContentProps = { align?: Align; className?: string; label?: string; children: ReactNode };

export function PopoverContent({ align = "start", className, label, children }: ContentProps) {
  return (
    <PopoverPanel role="dialog" aria-label={label} align={align} onOpened={focusFirst}>
      <div className={cn("soft:w-72 soft:p-3 max-w-[calc(100vw-1rem)]", className)}>{children}</div>
    </PopoverPanel>
  );
}
