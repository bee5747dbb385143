import type { Unit } from "#lib/i18n/write-unit.ts";
import type { UsageColumn } from "#lib/rollups/usage-rows.ts";
import type { UsageKindName } from "#lib/sync/kinds.ts";

/** What usage can be grouped and filtered by, and the column of the facts that holds it. */
export const dimensionColumns = {
  project: "project_id",
  model: "model",
  member: "member_id",
  key: "api_key_id",
  tier: "service_tier",
  batch: "batch",
  apiSource: "api_source",
  size: "size",
  imageSource: "source",
  context: "context_level",
  store: "vector_store_id",
} as const satisfies Record<string, UsageColumn>;
export type Dimension = keyof typeof dimensionColumns;
export const dimensions = [
  "project",
  "model",
  "member",
  "key",
  "tier",
  "batch",
  "apiSource",
  "size",
  "imageSource",
  "context",
  "store",
] as const satisfies Dimension[];

/** What usage is counted in. Cached input is part of input, as upstream counts it; quantity is the kind's own unit. */
export const measureColumns = {
  requests: "requests",
  input: "input_tokens",
  cached: "input_cached_tokens",
  output: "output_tokens",
  quantity: "quantity",
} as const;
export type Measure = keyof typeof measureColumns;
export const measures = ["requests", "input", "cached", "output", "quantity"] as const satisfies Measure[];

/** What a kind counts; byteHours are the bytes that upstream says were held, added up hour by hour. */
export type QuantityUnit = "images" | "characters" | "seconds" | "byteHours" | "sessions" | "calls";

type Kind = {
  dimensions: readonly Dimension[];
  measures: readonly Measure[];
  /** What is shown first. */
  leading: Measure;
  by: Dimension;
  unit: QuantityUnit | null;
};

const people = ["project", "model", "member", "key"] as const satisfies Dimension[];
const tokens: Kind = {
  dimensions: [...people, "tier", "batch", "apiSource"],
  measures: ["requests", "input", "cached", "output"],
  leading: "input",
  by: "model",
  unit: null,
};
const inputOnly: Kind = { ...tokens, dimensions: people, measures: ["requests", "input"] };

function counted(unit: QuantityUnit, by: Dimension, offered: readonly Dimension[], hasRequests = true): Kind {
  const own: Measure[] = hasRequests ? ["quantity", "requests"] : ["quantity"];
  return { dimensions: offered, measures: own, leading: "quantity", by, unit };
}

/** The kinds of usage that upstream reports, each with what it can be grouped by and is counted in. */
const usageKinds: Record<UsageKindName, Kind> = {
  completions: tokens,
  decisions: tokens,
  embeddings: inputOnly,
  moderations: inputOnly,
  images: counted("images", "model", [...people, "size", "imageSource"]),
  audio_speeches: counted("characters", "model", people),
  audio_transcriptions: counted("seconds", "model", people),
  vector_stores: counted("byteHours", "project", ["project"], false),
  code_interpreter_sessions: counted("sessions", "project", ["project"], false),
  // Upstream counts the searches alone here: its requests are the calls.
  file_search_calls: counted("calls", "store", ["project", "member", "key", "store"], false),
  web_search_calls: counted("calls", "model", [...people, "apiSource", "context"]),
};

export type UsageKind = UsageKindName;

export function kindOf(name: UsageKind): Kind {
  return usageKinds[name];
}

/** What figures of a measure count, for lib/i18n/write-unit.ts. */
export function unitOf(kind: UsageKind, measure: Measure): Unit {
  const { unit } = usageKinds[kind];
  return measure === "quantity" && (unit === "seconds" || unit === "byteHours") ? unit : "count";
}

/** The word for a measure: a key of "measures" or, for the kind's own quantity, of "quantities" in the messages of usage. */
export function measureKey(kind: UsageKind, measure: Measure) {
  const { unit } = usageKinds[kind];
  return measure === "quantity"
    ? (`quantities.${unit ?? "calls"}` as const)
    : (`measures.${measure}` as const);
}
