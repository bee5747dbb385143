import type { Rhythm } from "#twin/seed/workloads.ts";

export type ToolKind =
  | "audio_speeches"
  | "audio_transcriptions"
  | "code_interpreter_sessions"
  | "file_search_calls"
  | "images"
  | "moderations"
  | "vector_stores"
  | "web_search_calls";

/**
 * What one key does with a tool. `requests` in an hour of full load at the end of the history, `each` what a request
 * amounts to at least and at most: characters, seconds, tokens, calls, or bytes kept.
 */
export type ToolWorkload = {
  key: string;
  kind: ToolKind;
  rhythm: Rhythm;
  requests: number;
  each: readonly [number, number];
  model: string | null;
  /** Size and source of images, or the context level of searches. */
  variants: readonly string[];
  store: string | null;
  source: "unlabeled" | "agents_api";
};

type Details = Partial<Pick<ToolWorkload, "model" | "variants" | "store" | "source">>;

function tool(
  key: string,
  kind: ToolKind,
  rhythm: Rhythm,
  requests: number,
  each: readonly [number, number],
  details: Details = {},
): ToolWorkload {
  return {
    key,
    kind,
    rhythm,
    requests,
    each,
    model: null,
    variants: [],
    store: null,
    source: "unlabeled",
    ...details,
  };
}

const gibibyte = 1_073_741_824;
const speech = { model: "gpt-4o-mini-tts" };
const transcription = { model: "gpt-4o-transcribe" };
const moderation = { model: "omni-moderation-latest" };
const image = { model: "gpt-image-1.5" };

export const toolWorkloads: ToolWorkload[] = [
  tool("support-prod-2", "audio_speeches", "tokyo", 40, [180, 900], speech),
  tool("translator", "audio_speeches", "berlin", 12, [400, 2400], speech),
  tool("voc-nightly", "audio_transcriptions", "nightly", 60, [90, 700], transcription),
  tool("support-prod-2", "audio_transcriptions", "tokyo", 15, [60, 480], transcription),
  tool("sandbox-agent", "code_interpreter_sessions", "tokyo", 4, [1, 3]),
  tool("labeling-tanaka", "code_interpreter_sessions", "tokyo", 2, [1, 2]),
  tool("search-api", "file_search_calls", "berlin", 140, [1, 2], { store: "handbook" }),
  tool("contracts-worker", "file_search_calls", "berlin", 25, [1, 4], { store: "contracts" }),
  tool("campaign-writer", "images", "berlin", 9, [1, 4], {
    ...image,
    variants: ["1024x1024 image.generation", "1024x1792 image.generation", "1024x1024 image.edit"],
  }),
  tool("studio-yamada", "images", "tokyo", 5, [1, 2], {
    ...image,
    variants: ["1024x1024 image.generation", "1792x1792 image.variation"],
  }),
  tool("support-prod-2", "moderations", "tokyo", 300, [60, 240], moderation),
  tool("search-indexer", "vector_stores", "always", 1, [46 * gibibyte, 48 * gibibyte], { store: "handbook" }),
  tool("contracts-worker", "vector_stores", "always", 1, [9 * gibibyte, 10 * gibibyte], {
    store: "contracts",
  }),
  tool("voc-watanabe", "web_search_calls", "tokyo", 6, [1, 3], {
    model: "gpt-5.2",
    variants: ["low", "medium"],
  }),
  tool("sandbox-watanabe", "web_search_calls", "tokyo", 14, [2, 6], {
    model: "gpt-5.4",
    variants: ["medium", "high"],
    source: "agents_api",
  }),
];

/** A gate that decides which requests a model sees: usage of the decisions API. */
export const decisionWorkloads = [
  { key: "support-prod-2", model: "gpt-5-nano", rhythm: "tokyo", requests: 350, context: 0.3 },
  { key: "ci-reviewer", model: "gpt-5-mini", rhythm: "always", requests: 40, context: 0.6 },
] as const;
