import type { CostGrain } from "#lib/rollups/cost-rows.ts";

/** What costs can be grouped by, with the column of the facts that holds it. */
export const costColumns = {
  project: "project_id",
  lineItem: "line_item",
  member: "member_id",
  key: "api_key_id",
} as const;
export type CostDimension = keyof typeof costColumns;
export const costDimensions = ["project", "lineItem", "member", "key"] as const satisfies CostDimension[];

/** Upstream answers costs by project and line item together, and by member or by key each alone. */
const combined: Record<CostDimension, readonly CostDimension[]> = {
  project: ["project", "lineItem"],
  lineItem: ["project", "lineItem"],
  member: ["member"],
  key: ["key"],
};

export function filtersOf(dimension: CostDimension): readonly CostDimension[] {
  return combined[dimension];
}

const grains = [
  { name: "total", holds: [] },
  { name: "project", holds: ["project"] },
  { name: "line_item", holds: ["lineItem"] },
  { name: "member", holds: ["member"] },
  { name: "api_key", holds: ["key"] },
  { name: "project_line_item", holds: ["project", "lineItem"] },
] as const satisfies { name: CostGrain; holds: CostDimension[] }[];

/** The smallest grain that holds these dimensions. */
export function chooseCostGrain(asked: readonly CostDimension[]): CostGrain {
  const fit = grains.find(({ holds }) =>
    asked.every((dimension) => holds.some((held: CostDimension) => held === dimension)),
  );
  if (!fit) throw new Error(`Upstream does not answer costs by ${asked.join(" and ")} together.`);
  return fit.name;
}

/** Which of upstream's groupings, kept side by side in facts.costs, holds this dimension. */
export function groupingOf(dimension: CostDimension): "project_line_item" | "member" | "api_key" {
  if (dimension === "member") return "member";
  return dimension === "key" ? "api_key" : "project_line_item";
}
