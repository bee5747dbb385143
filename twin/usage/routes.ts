import type {
  UsageCompletionsResponse,
  UsageDecisionsResponse,
  UsageEmbeddingsResponse,
} from "openai/resources/admin/organization/usage";
import type { Call, Routes } from "#twin/call.ts";
import { boolean } from "#twin/queries.ts";
import { aggregateUsage } from "#twin/usage/aggregate.ts";
import type { Filter, UsageKind } from "#twin/usage/aggregate.ts";
import { completionsResult, decisionsResult } from "#twin/usage/results.ts";
import type { CompletionsRow, ModelRow } from "#twin/usage/results.ts";
import { toolUsageRoutes } from "#twin/usage/tools.ts";

export const usageRoutes: Routes = {
  "GET /organization/usage/completions": listCompletions,
  "GET /organization/usage/decisions": listDecisions,
  "GET /organization/usage/embeddings": listEmbeddings,
  ...toolUsageRoutes,
};

type CompletionsResult = UsageCompletionsResponse.Data.OrganizationUsageCompletionsResult;
type EmbeddingsResult = UsageEmbeddingsResponse.Data.OrganizationUsageEmbeddingsResult;

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

const decisions: UsageKind<CompletionsRow, UsageDecisionsResponse.Data.Result> = {
  ...completions,
  table: "twin.usage_decisions",
  resultOf: decisionsResult,
};

async function listCompletions(call: Call): Promise<UsageCompletionsResponse> {
  return aggregateUsage(call, completions, batchFilter(call));
}

async function listDecisions(call: Call): Promise<UsageDecisionsResponse> {
  return aggregateUsage(call, decisions, batchFilter(call));
}

function batchFilter(call: Call): Filter | undefined {
  const batch = boolean(call.query, "batch");
  return batch === undefined ? undefined : { conditions: ["batch = $1"], values: [batch] };
}

type EmbeddingsRow = ModelRow & { num_model_requests: number; input_tokens: number };

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
