import type {
  UsageCompletionsResponse,
  UsageDecisionsResponse,
} from "openai/resources/admin/organization/usage";

type CompletionsResult = UsageCompletionsResponse.Data.OrganizationUsageCompletionsResult;
type DecisionsResult = UsageDecisionsResponse.Data.Result;

export type OwnerRow = {
  bucket_at: number;
  project_id: string | null;
  user_id: string | null;
  api_key_id: string | null;
};
export type ModelRow = OwnerRow & { model: string | null };

export type CompletionsRow = ModelRow & {
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

export function completionsResult(row: CompletionsRow): CompletionsResult {
  return { object: "organization.usage.completions.result", ...tokensOf(row) };
}

export function decisionsResult(row: CompletionsRow): DecisionsResult {
  return { object: "organization.usage.decisions.result", ...tokensOf(row) };
}

/** `input_tokens` includes cached and cache-write tokens; the text part is the uncached one, as the SDK says. */
function tokensOf(row: CompletionsRow): Omit<CompletionsResult, "object"> {
  const uncached = row.input_tokens - row.input_cached_tokens - row.input_cache_write_tokens;
  return {
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
