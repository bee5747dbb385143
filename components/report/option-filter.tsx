"use client";
import { useDeferredValue, useState, useTransition } from "react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { z } from "zod";
import type { ComboboxOption } from "#components/combobox.tsx";
import { Combobox } from "#components/combobox.tsx";
import { parseAsValues } from "#lib/usage/filters.ts";
import type { Pickable } from "#lib/usage/pickable.ts";

const Options = z.array(z.object({ value: z.string(), label: z.string(), detail: z.string().nullable() }));

async function fetchOptions(organization: string, of: string, search: string): Promise<ComboboxOption[]> {
  const query = new URLSearchParams({ of, search });
  const answer = await fetch(`/o/${encodeURIComponent(organization)}/usage/options?${query.toString()}`);
  if (!answer.ok) throw new Error(`The options could not be read: ${answer.status}`);
  const options = Options.parse(await answer.json());
  return options.map(({ value, label, detail }) => ({ value, label, ...(detail && { hint: detail }) }));
}

type OptionFilterProps = {
  organization: string;
  /** What is picked from. */
  of: Pickable;
  /** The parameter of the address, where it is not named like what is picked. */
  name?: string;
  /** One at most, rather than several. */
  single?: boolean;
  label: string;
  /** Names of what the address already holds. */
  named: ComboboxOption[];
};

/** Several of very many, found by typing, kept in the address. */
export function OptionFilter(props: OptionFilterProps) {
  const { organization, of, name = of, single = false, label, named } = props;
  const [, startTransition] = useTransition();
  const [values, setValues] = useQueryStates(
    { [name]: parseAsValues, after: parseAsString, before: parseAsString, open: parseAsString },
    { shallow: false, startTransition },
  );
  const [isNear, setIsNear] = useState(false);
  const [text, setText] = useState("");
  const search = useDeferredValue(text);
  const { data: found = [] } = useQuery({
    queryKey: ["options", organization, of, search],
    queryFn: () => fetchOptions(organization, of, search),
    enabled: isNear,
    placeholderData: keepPreviousData,
  });

  const chosen = values[name] ?? [];
  const [picked, setPicked] = useState<ComboboxOption[]>(named);
  const known = [...picked, ...named].filter(
    ({ value }, index, all) =>
      chosen.includes(value) && all.findIndex((each) => each.value === value) === index,
  );
  const options = [...known, ...found.filter(({ value }) => !chosen.includes(value))];
  const change = (next: string[]) => {
    setPicked(options.filter(({ value }) => next.includes(value)));
    void setValues({ [name]: next.length === 0 ? null : next, after: null, before: null, open: null });
  };

  return (
    <span onPointerEnter={() => setIsNear(true)} onFocus={() => setIsNear(true)}>
      <Combobox
        multiple={!single}
        label={label}
        options={options}
        value={[...chosen]}
        onChange={change}
        onSearch={setText}
      />
    </span>
  );
}
