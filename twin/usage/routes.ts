import type {
  UsageCompletionsResponse,
  UsageDecisionsResponse,
  UsageEmbeddingsResponse,
} from "openai/resources/admin/organization/usage";
import type { Call, Routes } from "#twin/call.ts";
import { boolean } from "#twin/queries.ts";
import { aggregateUsage } from "#twin/usage/aggregate.ts";
import type { Filter, UsageKind } from "#twin/usage/aggregate.ts";
import { toolUsageRoutes } from "#twin/usage/tools.ts";

type CompletionsResult = UsageCompletionsResponse.Data.OrganizationUsageCompletionsResult;
type DecisionsResult = UsageDecisionsResponse.Data.Result;
type EmbeddingsResult = UsageEmbeddingsResponse.Data.OrganizationUsageEmbeddingsResult;

const commonFilters = {
  project_ids: "project_id",
  user_ids: "user_id",
  api_key_ids: "api_key_id",
  models: "model",
} as const;

const uncached = "input_tokens - input_cached_tokens - input_cache_write_tokens";

/** `input_tokens` includes cached and cache-write tokens; the text part is the uncached one, as the SDK says. */
const completions: UsageKind<CompletionsResult> = {
  table: "twin.usage_completions",
  object: "organization.usage.completions.result",
  dimensions: ["project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "api_source"],
  filters: commonFilters,
  measures: [
    "num_model_requests",
    "input_tokens",
    "input_cached_tokens",
    "input_cache_write_tokens",
    "output_tokens",
    "input_audio_tokens",
    "output_audio_tokens",
  ],
  fields: {
    num_model_requests: "num_model_requests",
    input_tokens: "input_tokens",
    input_uncached_tokens: uncached,
    input_cached_tokens: "input_cached_tokens",
    input_cached_text_tokens: "input_cached_tokens",
    input_cached_audio_tokens: "0",
    input_cached_image_tokens: "0",
    input_cache_write_tokens: "input_cache_write_tokens",
    input_cache_write_30m_tokens: "input_cache_write_tokens",
    input_cache_write_12h_tokens: "0",
    input_text_tokens: `${uncached} - input_audio_tokens`,
    input_audio_tokens: "input_audio_tokens",
    input_image_tokens: "0",
    output_tokens: "output_tokens",
    output_text_tokens: "output_tokens - output_audio_tokens",
    output_audio_tokens: "output_audio_tokens",
    output_image_tokens: "0",
  },
};

const decisions: UsageKind<DecisionsResult> = {
  ...completions,
  table: "twin.usage_decisions",
  object: "organization.usage.decisions.result",
};

const embeddings: UsageKind<EmbeddingsResult> = {
  table: "twin.usage_embeddings",
  object: "organization.usage.embeddings.result",
  dimensions: ["project_id", "user_id", "api_key_id", "model"],
  filters: commonFilters,
  measures: ["num_model_requests", "input_tokens"],
  fields: { num_model_requests: "num_model_requests", input_tokens: "input_tokens" },
};

export const usageRoutes: Routes = {
  "GET /organization/usage/completions": (call) => aggregateUsage(call, completions, batchFilter(call)),
  "GET /organization/usage/decisions": (call) => aggregateUsage(call, decisions, batchFilter(call)),
  "GET /organization/usage/embeddings": (call) => aggregateUsage(call, embeddings),
  ...toolUsageRoutes,
};

function batchFilter(call: Call): Filter | undefined {
  const batch = boolean(call.query, "batch");
  return batch === undefined ? undefined : { conditions: ["batch = $1"], values: [batch] };
}
