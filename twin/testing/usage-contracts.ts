const owner = ["project_id", "user_id", "api_key_id"];
const byModel = [...owner, "model"];

/** Every endpoint of usage: its own table, what it groups by, and what it sums, as columns of that table. */
export type UsageContract = {
  kind: string;
  table: "usage_completions" | "usage_decisions" | "usage_embeddings" | "usage_tools";
  groups: string[];
  measures: string[];
};

const tokens = [
  "num_model_requests",
  "input_tokens",
  "input_cached_tokens",
  "input_cache_write_tokens",
  "output_tokens",
  "input_audio_tokens",
  "output_audio_tokens",
];
const byTier = [...byModel, "batch", "service_tier", "api_source"];

function tool(kind: string, groups: string[], ...measures: string[]): UsageContract {
  return { kind, table: "usage_tools", groups, measures };
}

export const usageContracts: UsageContract[] = [
  { kind: "completions", table: "usage_completions", groups: byTier, measures: tokens },
  { kind: "decisions", table: "usage_decisions", groups: byTier, measures: tokens },
  {
    kind: "embeddings",
    table: "usage_embeddings",
    groups: byModel,
    measures: ["num_model_requests", "input_tokens"],
  },
  tool("audio_speeches", byModel, "num_model_requests", "characters"),
  tool("audio_transcriptions", byModel, "num_model_requests", "seconds"),
  tool("code_interpreter_sessions", ["project_id"], "num_sessions"),
  tool("file_search_calls", [...owner, "vector_store_id"], "num_requests"),
  tool("images", [...byModel, "size", "source"], "num_model_requests", "images"),
  tool("moderations", byModel, "num_model_requests", "input_tokens"),
  tool("vector_stores", ["project_id"], "usage_bytes"),
  tool("web_search_calls", [...byModel, "api_source", "context_level"], "num_model_requests", "num_requests"),
];
