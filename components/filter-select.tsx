"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { cn } from "#components/ui/cn.ts";
import { Select } from "#components/ui/select.tsx";
import { useUrlParam } from "#components/use-url-param.ts";

export type Option = { value: string; label: string };

type FilterSelectProps = {
  name: string;
  label: string;
  options: Option[];
  /** What it says when nothing is chosen; null where one must be. */
  allLabel?: string | null;
  /** What holds while the address says nothing, or what is not offered here. */
  defaultValue?: string;
  className?: string;
};

/** One of a few, kept in the address. For long or searchable lists use FilterCombobox. */
export function FilterSelect({
  name,
  label,
  options,
  allLabel,
  defaultValue = "",
  className,
}: FilterSelectProps) {
  const t = useTranslations("common");
  const { value, change, pending } = useUrlParam(name);
  return (
    <Select
      aria-label={label}
      aria-busy={pending}
      className={cn("max-w-full", className ?? "w-auto")}
      value={options.some((option) => option.value === value) ? value : defaultValue}
      onChange={(event) => change(event.target.value === defaultValue ? null : event.target.value)}
    >
      {allLabel !== null && <option value="">{allLabel ?? `${label}: ${t("all")}`}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}
