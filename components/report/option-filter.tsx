"use client";
import { useState } from "react";
import { joinValues, splitValues } from "#components/change-url.ts";
import type { ComboboxOption } from "#components/combobox.tsx";
import { Combobox } from "#components/combobox.tsx";
import { useOptions } from "#components/use-options.ts";
import { useUrlParams } from "#components/use-url-params.ts";
import type { Pickable } from "#lib/usage/pickable.ts";

type OptionFilterProps = {
  organization: string;
  of: Pickable;
  /** The parameter of the address, where it is not named like what is picked. */
  name?: string;
  /** One at most, rather than several. */
  single?: boolean;
  label: string;
  /** Names of what the address already holds. */
  named: ComboboxOption[];
};

export function OptionFilter(props: OptionFilterProps) {
  const { organization, of, name = of, single = false, label, named } = props;
  const { params, change: changeUrl } = useUrlParams();
  const [isNear, setIsNear] = useState(false);
  const [text, setText] = useState("");
  const query = new URLSearchParams({ of, search: text });
  const address = `/o/${encodeURIComponent(organization)}/usage/options?${query.toString()}`;
  const found = useOptions(isNear ? address : null);

  const chosen = splitValues(params.get(name));
  const [picked, setPicked] = useState<ComboboxOption[]>(named);
  const known = [...picked, ...named].filter(
    ({ value }, index, all) =>
      chosen.includes(value) && all.findIndex((each) => each.value === value) === index,
  );
  const options = [...known, ...found.filter(({ value }) => !chosen.includes(value))];
  const change = (next: string[]) => {
    setPicked(options.filter(({ value }) => next.includes(value)));
    changeUrl({ [name]: joinValues(next), after: null, before: null, open: null });
  };

  return (
    <span onPointerEnter={() => setIsNear(true)} onFocus={() => setIsNear(true)}>
      <Combobox
        multiple={!single}
        label={label}
        options={options}
        value={chosen}
        onChange={change}
        onSearch={setText}
      />
    </span>
  );
}
