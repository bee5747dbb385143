"use client";
import { joinValues, splitValues } from "#components/change-url.ts";
import type { ComboboxOption } from "#components/combobox.tsx";
import { Combobox } from "#components/combobox.tsx";
import { useUrlParam } from "#components/use-url-param.ts";

type FilterComboboxProps = {
  /** The parameter of the address; several values are separated by commas. */
  name: string;
  label: string;
  options: ComboboxOption[];
  multiple?: boolean;
  className?: string;
};

/** Some of many, searchable, kept in the address. */
export function FilterCombobox({ name, ...props }: FilterComboboxProps) {
  const { value, change } = useUrlParam(name);
  return <Combobox {...props} value={splitValues(value)} onChange={(next) => change(joinValues(next))} />;
}
