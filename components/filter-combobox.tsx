"use client";
import { joinValues, splitValues } from "#components/change-url.ts";
import type { ComboboxOption } from "#components/combobox.tsx";
import { Combobox } from "#components/combobox.tsx";
import { useUrlParam } from "#components/use-url-param.ts";

type FilterComboboxProps = {
  name: string;
  label: string;
  options: ComboboxOption[];
  multiple?: boolean;
  className?: string;
};

export function FilterCombobox({ name, ...props }: FilterComboboxProps) {
  const { value, change } = useUrlParam(name);
  return <Combobox {...props} value={splitValues(value)} onChange={(next) => change(joinValues(next))} />;
}
