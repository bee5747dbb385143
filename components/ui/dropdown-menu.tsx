"use client";
import type { ComponentProps, KeyboardEvent, ReactNode } from "react";
import { createContext, use, useRef } from "react";
import { Check } from "lucide-react";
import { cn } from "#components/ui/cn.ts";
import type { Align } from "#components/ui/place.ts";
import { Popover, PopoverPanel, PopoverTrigger, usePopover } from "#components/ui/popover.tsx";
import { Slot } from "#components/ui/slot.tsx";

const items = '[role^="menuitem"]:not([aria-disabled="true"])';

function itemsOf(panel: HTMLElement): HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>(items)];
}

function focusFirst(panel: HTMLElement): void {
  (itemsOf(panel)[0] ?? panel).focus();
}

/** A trigger and the menu that it opens; arrows, Home, End and first letters move, as in any menu. */
export function DropdownMenu({ children }: { children: ReactNode }) {
  return <Popover>{children}</Popover>;
}

export function DropdownMenuTrigger(props: ComponentProps<typeof PopoverTrigger>) {
  const { panel } = usePopover();
  const press = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    panel.current?.showPopover();
  };
  return <PopoverTrigger aria-haspopup="menu" onKeyDown={press} {...props} />;
}

const forgetMs = 600;

/** The item that the letters typed so far begin with, from the one after the present. */
function findTyped(all: HTMLElement[], present: number, typed: string): HTMLElement | undefined {
  const isRepeated = [...typed].every((letter) => letter === typed[0]);
  const wanted = isRepeated ? typed.slice(0, 1) : typed;
  const from = isRepeated ? present + 1 : Math.max(present, 0);
  const turned = [...all.slice(from), ...all.slice(0, from)];
  return turned.find((item) => (item.textContent ?? "").trim().toLowerCase().startsWith(wanted));
}

type ContentProps = { align?: Align; className?: string; children: ReactNode };

export function DropdownMenuContent({ align = "start", className, children }: ContentProps) {
  const { panel } = usePopover();
  const typed = useRef({ text: "", at: 0 });
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const all = itemsOf(event.currentTarget);
    const present = all.findIndex((item) => item === document.activeElement);
    const steps: Record<string, number> = {
      ArrowDown: (present + 1) % all.length,
      ArrowUp: (Math.max(present, 0) + all.length - 1) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      all[step]?.focus();
    } else if (event.key === "Tab") {
      panel.current?.hidePopover();
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
      const isFresh = event.timeStamp - typed.current.at > forgetMs;
      const text = (isFresh ? "" : typed.current.text) + event.key.toLowerCase();
      typed.current = { text, at: event.timeStamp };
      findTyped(all, present, text)?.focus();
    }
  };
  return (
    <PopoverPanel
      role="menu"
      align={align}
      onOpened={focusFirst}
      onKeyDown={press}
      className={cn("min-w-48 p-1", className)}
    >
      {children}
    </PopoverPanel>
  );
}

const itemClass =
  "relative soft:flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left text-sm outline-none select-none hover:bg-accent focus:bg-accent aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

type ItemProps = {
  role?: "menuitem" | "menuitemradio";
  checked?: boolean;
  destructive?: boolean;
  disabled?: boolean;
  /** Lends look and behaviour to the only child, such as a link. */
  asChild?: boolean;
  /** The menu stays open when it is chosen. */
  stays?: boolean;
  lang?: string;
  onSelect?: () => void;
  className?: string;
  children: ReactNode;
};

export function DropdownMenuItem(props: ItemProps) {
  const {
    role = "menuitem",
    checked,
    destructive,
    disabled,
    asChild,
    stays,
    onSelect,
    className,
    ...rest
  } = props;
  const { panel } = usePopover();
  const given = {
    role,
    tabIndex: -1,
    ...(checked !== undefined && { "aria-checked": checked }),
    ...(disabled && { "aria-disabled": true }),
    className: cn(itemClass, destructive && "text-destructive", className),
    onClick: () => {
      if (disabled) return;
      if (!stays) panel.current?.hidePopover();
      onSelect?.();
    },
    ...rest,
  };
  return asChild ? <Slot {...given} /> : <button type="button" {...given} />;
}

const Chosen = createContext("");

export function DropdownMenuRadioGroup({
  value,
  label,
  children,
}: {
  value: string;
  label: string;
  children: ReactNode;
}) {
  return (
    <Chosen value={value}>
      <div role="group" aria-label={label}>
        {children}
      </div>
    </Chosen>
  );
}

export function DropdownMenuRadioItem({ value, children, ...props }: ItemProps & { value: string }) {
  const isChosen = use(Chosen) === value;
  return (
    <DropdownMenuItem role="menuitemradio" checked={isChosen} className="pr-8" {...props}>
      {children}
      {isChosen && <Check aria-hidden className="absolute right-2" />}
    </DropdownMenuItem>
  );
}

export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return (
    <p role="presentation" className="text-muted-foreground px-2 py-1.5 text-xs font-medium">
      {children}
    </p>
  );
}

export function DropdownMenuSeparator() {
  return <div role="separator" className="bg-border -mx-1 my-1 h-px" />;
}
