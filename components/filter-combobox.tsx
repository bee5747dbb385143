"use client";
import { useTransition } from "react";
import { parseAsArrayOf, parseAsString, useQueryStates } from "nuqs";
import type { ComboboxOption } from "#components/combobox.tsx";
import { Combobox } from "#components/combobox.tsx";

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
  const [, startTransition] = useTransition();
  const [values, setValues] = useQueryStates(
    {
      [name]: parseAsArrayOf(parseAsString),
      before: parseAsArrayOf(parseAsString),
      after: parseAsArrayOf(parseAsString),
    },
    { shallow: false, startTransition },
  );
  return (
    <Combobox
      {...props}
      value={values[name] ?? []}
      onChange={(next) =>
        void setValues({ [name]: next.length === 0 ? null : next, before: null, after: null })
      }
    />
  );
}
