"use client";
import type { ReactNode } from "react";
import { useState } from "react";
import { ChevronsUpDown } from "lucide-react";
import type { ComboboxChoicesProps } from "#components/combobox-choices.tsx";
import { comboboxInputClass } from "#components/combobox-input-class.ts";
import { loadLater } from "#components/load-later.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";

const choices = loadLater(() => import("#components/combobox-choices.tsx"));

export type ComboboxOption = { value: string; label: string; hint?: string };

type ComboboxProps = {
  label: string;
  options: ComboboxOption[];
  value: string[];
  onChange: (value: string[]) => void;
  /** Several may be chosen; the list stays open. */
  multiple?: boolean;
  placeholder?: ReactNode;
  /** Called while typing, for options that the server finds. */
  onSearch?: (text: string) => void;
  className?: string;
};

/** The list, or until it is fetched a line for what is typed meanwhile. */
function Panel(props: ComboboxChoicesProps) {
  const t = useTranslations("common");
  const part = choices.usePart(true);
  if (part) return <part.ComboboxChoices {...props} />;
  return (
    <input
      value={props.text}
      aria-label={props.label}
      placeholder={t("search")}
      onChange={(event) => props.onText(event.target.value)}
      className={comboboxInputClass}
    />
  );
}

/** Picks from a list that can be searched. Choosing the chosen one again takes it away. */
export function Combobox(props: ComboboxProps) {
  const { label, options, value, onChange, onSearch, multiple = false, placeholder, className } = props;
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const type = (typed: string) => {
    setText(typed);
    onSearch?.(typed);
  };
  const toggle = (next: boolean) => {
    if (!next && text !== "") type("");
    setOpen(next);
  };
  const [only] = value;
  const named = options.find((option) => option.value === only)?.label ?? only;
  const shown = value.length > 1 ? `${label}: ${t("selected", { count: value.length })}` : named;
  const pick = (picked: string) => {
    const without = value.filter((other) => other !== picked);
    const taken = without.length < value.length;
    onChange(taken ? without : multiple ? [...value, picked] : [picked]);
    if (!multiple) toggle(false);
  };
  return (
    <Popover open={open} onOpenChange={toggle}>
      <PopoverTrigger asChild>
        <Button
          role="combobox"
          aria-expanded={open}
          aria-label={label}
          onPointerEnter={choices.prepare}
          onFocus={choices.prepare}
          className={cn("border-input soft:max-w-64 justify-between font-normal", className)}
        >
          <span className={cn("truncate", !shown && "text-muted-foreground")}>
            {shown ?? placeholder ?? label}
          </span>
          <ChevronsUpDown aria-hidden className="text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" className="p-0">
        <Panel
          label={label}
          options={options}
          value={value}
          text={text}
          onText={type}
          onPick={pick}
          isSearched={onSearch !== undefined}
        />
      </PopoverContent>
    </Popover>
  );
}
