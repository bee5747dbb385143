import type { Dimension } from "./kinds.ts";

/** The rollups of facts.usage_daily, from the one with fewest rows to the one that holds everything. */
const grains = [
  { name: "model", holds: ["model", "tier", "batch"] },
  { name: "project", holds: ["project"] },
  { name: "full", holds: ["project", "member", "key", "model", "tier", "batch"] },
] as const satisfies { name: string; holds: Dimension[] }[];

export type Grain = (typeof grains)[number]["name"];

/** The smallest rollup that can answer a question about these dimensions. */
export function chooseGrain(asked: Iterable<Dimension>): Grain {
  const needed = [...asked];
  const fit = grains.find(({ holds }) =>
    needed.every((dimension) => holds.some((held) => held === dimension)),
  );
  return fit?.name ?? "full";
}
