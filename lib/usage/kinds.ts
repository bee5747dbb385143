/** What usage can be grouped and filtered by, and the column of facts.usage and facts.usage_daily that holds it. */
export const dimensionColumns = {
  project: "project_id",
  model: "model",
  member: "member_id",
  key: "api_key_id",
  tier: "service_tier",
  batch: "batch",
} as const;
export type Dimension = keyof typeof dimensionColumns;
export const dimensions = [
  "project",
  "model",
  "member",
  "key",
  "tier",
  "batch",
] as const satisfies Dimension[];

/** What usage is counted in. Cached input is part of input, as upstream counts it. */
export const measureColumns = {
  requests: "requests",
  input: "input_tokens",
  cached: "input_cached_tokens",
  output: "output_tokens",
} as const;
export type Measure = keyof typeof measureColumns;
export const measures = ["requests", "input", "cached", "output"] as const satisfies Measure[];

type Kind = { dimensions: readonly Dimension[]; measures: readonly Measure[]; leading: Measure };

/** The kinds of usage that upstream reports, each with what it can be grouped by and is counted in. */
export const usageKinds = {
  completions: { dimensions, measures, leading: "input" },
  embeddings: {
    dimensions: ["project", "model", "member", "key"],
    measures: ["requests", "input"],
    leading: "input",
  },
} as const satisfies Record<string, Kind>;

export type UsageKind = keyof typeof usageKinds;
export const usageKindNames = ["completions", "embeddings"] as const satisfies UsageKind[];

/** Looks a kind up without its literal types, so that every kind can be asked the same questions. */
export function kindOf(name: UsageKind): Kind {
  return usageKinds[name];
}
