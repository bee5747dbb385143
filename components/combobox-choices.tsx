import { Check } from "lucide-react";
import { Command } from "cmdk";
import type { ComboboxOption } from "#components/combobox.tsx";
import { comboboxInputClass } from "#components/combobox-input-class.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { cn } from "#components/ui/cn.ts";

export type ComboboxChoicesProps = {
  label: string;
  options: ComboboxOption[];
  value: string[];
  text: string;
  onText: (text: string) => void;
  onPick: (value: string) => void;
  /** The server has searched: what it found is shown whatever is typed. */
  isSearched: boolean;
};

/** Where the typing goes on that began before this was here. */
function takeFocus(input: HTMLInputElement | null): void {
  input?.focus();
  input?.setSelectionRange(input.value.length, input.value.length);
}

/** The open list of a combobox; loaded when one is first wanted. */
export function ComboboxChoices(props: ComboboxChoicesProps) {
  const { label, options, value, text, onText, onPick, isSearched } = props;
  const t = useTranslations("common");
  return (
    <Command label={label} shouldFilter={!isSearched}>
      <Command.Input
        ref={takeFocus}
        value={text}
        onValueChange={onText}
        placeholder={t("search")}
        className={comboboxInputClass}
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
