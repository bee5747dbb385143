import type {
  UsageCompletionsResponse,
  UsageEmbeddingsResponse,
} from "openai/resources/admin/organization/usage";
import type { Call, Routes } from "#twin/call.ts";
import { boolean } from "#twin/queries.ts";
import { aggregateUsage } from "#twin/usage/aggregate.ts";
import type { UsageKind } from "#twin/usage/aggregate.ts";

export const usageRoutes: Routes = {
  "GET /organization/usage/completions": listCompletions,
  "GET /organization/usage/embeddings": listEmbeddings,
};

type CompletionsResult = UsageCompletionsResponse.Data.OrganizationUsageCompletionsResult;
type EmbeddingsResult = UsageEmbeddingsResponse.Data.OrganizationUsageEmbeddingsResult;

type CompletionsRow = {
  bucket_at: number;
  project_id: string | null;
  user_id: string | null;
  api_key_id: string | null;
  model: string | null;
  batch: boolean | null;
  service_tier: string | null;
  api_source: "agents_api" | "unlabeled" | null;
  num_model_requests: number;
  input_tokens: number;
  input_cached_tokens: number;
  input_cache_write_tokens: number;
  output_tokens: number;
  input_audio_tokens: number;
  output_audio_tokens: number;
};

const commonFilters = {
  project_ids: "project_id",
  user_ids: "user_id",
  api_key_ids: "api_key_id",
  models: "model",
} as const;

const completions: UsageKind<CompletionsRow, CompletionsResult> = {
  table: "twin.usage_completions",
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
  resultOf: completionsResult,
};

async function listCompletions(call: Call): Promise<UsageCompletionsResponse> {
  const batch = boolean(call.query, "batch");
  const filter = batch === undefined ? undefined : { conditions: ["batch = $1"], values: [batch] };
  return aggregateUsage(call, completions, filter);
}

/** `input_tokens` includes cached and cache-write tokens; the text part is the uncached one, as the SDK says. */
function completionsResult({ bucket_at: _, ...row }: CompletionsRow): CompletionsResult {
  const uncached = row.input_tokens - row.input_cached_tokens - row.input_cache_write_tokens;
  return {
    object: "organization.usage.completions.result",
    project_id: row.project_id,
    user_id: row.user_id,
    api_key_id: row.api_key_id,
    model: row.model,
    batch: row.batch,
    service_tier: row.service_tier,
    api_source: row.api_source,
    num_model_requests: row.num_model_requests,
    input_tokens: row.input_tokens,
    input_uncached_tokens: uncached,
    input_cached_tokens: row.input_cached_tokens,
    input_cached_text_tokens: row.input_cached_tokens,
    input_cached_audio_tokens: 0,
    input_cached_image_tokens: 0,
    input_cache_write_tokens: row.input_cache_write_tokens,
    input_cache_write_30m_tokens: row.input_cache_write_tokens,
    input_cache_write_12h_tokens: 0,
    input_text_tokens: uncached - row.input_audio_tokens,
    input_audio_tokens: row.input_audio_tokens,
    input_image_tokens: 0,
    output_tokens: row.output_tokens,
    output_text_tokens: row.output_tokens - row.output_audio_tokens,
    output_audio_tokens: row.output_audio_tokens,
    output_image_tokens: 0,
  };
}

type EmbeddingsRow = Pick<
  CompletionsRow,
  "bucket_at" | "project_id" | "user_id" | "api_key_id" | "model" | "num_model_requests" | "input_tokens"
>;

const embeddings: UsageKind<EmbeddingsRow, EmbeddingsResult> = {
  table: "twin.usage_embeddings",
  dimensions: ["project_id", "user_id", "api_key_id", "model"],
  filters: commonFilters,
  measures: ["num_model_requests", "input_tokens"],
  resultOf: ({ bucket_at: _, ...row }) => ({ object: "organization.usage.embeddings.result", ...row }),
};

async function listEmbeddings(call: Call): Promise<UsageEmbeddingsResponse> {
  return aggregateUsage(call, embeddings);
}
