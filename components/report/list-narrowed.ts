import { labelGroups } from "#components/report/group-labels.ts";
import type { Actor } from "#lib/auth/actor.ts";

/** What figures are narrowed to, in words: "Project: Search" and the like, in the order of the dimensions. */
export async function listNarrowed<Name extends Parameters<typeof labelGroups>[1]>(
  actor: Actor,
  dimensions: readonly Name[],
  filters: Partial<Record<Name, string[]>>,
  wordOf: (dimension: Name) => string,
): Promise<string[]> {
  const parts = await Promise.all(
    dimensions.map(async (dimension) => {
      const groups = filters[dimension] ?? [];
      const labelOf = await labelGroups(actor, dimension, groups);
      return groups.map((group) => `${wordOf(dimension)}: ${labelOf(group).label}`);
    }),
  );
  return parts.flat();
}
