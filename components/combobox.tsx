"use client";
import type { ReactNode } from "react";
import { useState } from "react";
import { Check, ChevronsUpDown } from "lucide-react";
import { Command } from "cmdk";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";

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

function Choices({
  label,
  options,
  value,
  onPick,
  onSearch,
}: Omit<ComboboxProps, "onChange"> & { onPick: (value: string) => void }) {
  const t = useTranslations("common");
  return (
    <Command label={label} shouldFilter={onSearch === undefined}>
      <Command.Input
        placeholder={t("search")}
        {...(onSearch && { onValueChange: onSearch })}
        className="border-border placeholder:text-muted-foreground w-full border-b bg-transparent px-3 py-2 text-sm outline-none"
      />
      <Command.List className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="text-muted-foreground px-2 py-4 text-center text-sm">
          {t("noMatches")}
        </Command.Empty>
        {options.map((option) => (
          <Command.Item
            key={option.value}
            value={option.value}
            keywords={[option.label, option.hint ?? ""]}
            onSelect={() => onPick(option.value)}
            className="data-[selected=true]:bg-accent flex items-center gap-2 rounded-md px-2 py-1.5 text-sm"
          >
            <Check
              aria-hidden
              className={cn("size-4 shrink-0", value.includes(option.value) ? "opacity-100" : "opacity-0")}
            />
            <span className="min-w-0">
              <span className="block truncate">{option.label}</span>
              {option.hint !== undefined && (
                <span className="text-muted-foreground block truncate text-xs">{option.hint}</span>
              )}
            </span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

/** Picks from a list that can be searched. Choosing the chosen one again takes it away. */
export function Combobox(props: ComboboxProps) {
  const { label, options, value, onChange, multiple = false, placeholder, className } = props;
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [only] = value;
  const named = options.find((option) => option.value === only)?.label ?? only;
  const shown = value.length > 1 ? `${label}: ${t("selected", { count: value.length })}` : named;
  const pick = (picked: string) => {
    const without = value.filter((other) => other !== picked);
    const taken = without.length < value.length;
    onChange(taken ? without : multiple ? [...value, picked] : [picked]);
    if (!multiple) setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          role="combobox"
          aria-expanded={open}
          aria-label={label}
          className={cn("border-input max-w-64 justify-between font-normal", className)}
        >
          <span className={cn("truncate", !shown && "text-muted-foreground")}>
            {shown ?? placeholder ?? label}
          </span>
          <ChevronsUpDown aria-hidden className="text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" className="p-0">
        <Choices {...props} onPick={pick} />
      </PopoverContent>
    </Popover>
  );
}
