import type { ComboboxOption } from "#components/combobox.tsx";
import { labelGroups } from "#components/report/group-labels.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Dimension } from "#lib/usage/kinds.ts";
import { factValues, linkValue } from "#lib/usage/filters.ts";

/** What a link narrows a dimension to, by name: what a picker shows before anything is looked for. */
export async function nameChosen(
  actor: Actor,
  dimension: Dimension | "lineItem",
  chosen: readonly string[],
): Promise<ComboboxOption[]> {
  const groups = factValues(chosen);
  const labelOf = await labelGroups(actor, dimension, groups);
  return groups.map((group) => ({ value: linkValue(group), label: labelOf(group).label }));
}
