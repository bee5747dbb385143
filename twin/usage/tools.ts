import type { UsageImagesResponse } from "openai/resources/admin/organization/usage";
import type { Call, Operation, Routes } from "#twin/call.ts";
import { choices } from "#twin/queries.ts";
import { aggregateUsage } from "#twin/usage/aggregate.ts";
import type { UsageKind } from "#twin/usage/aggregate.ts";

type Tool<Result extends { object: string }> = Omit<UsageKind<Result>, "table">;

const owner = ["project_id", "user_id", "api_key_id"] as const;
const byProject = { project_ids: "project_id" } as const;
const byOwner = { ...byProject, user_ids: "user_id", api_key_ids: "api_key_id" } as const;
const byModel = { ...byOwner, models: "model" } as const;

const sizes = ["256x256", "512x512", "1024x1024", "1792x1792", "1024x1792"] as const;
const sources = ["image.generation", "image.edit", "image.variation"] as const;
const contextLevels = ["low", "medium", "high"] as const;

const speeches: Tool<UsageImagesResponse.Data.OrganizationUsageAudioSpeechesResult> = {
  object: "organization.usage.audio_speeches.result",
  dimensions: [...owner, "model"],
  filters: byModel,
  measures: ["num_model_requests", "characters"],
  fields: { num_model_requests: "num_model_requests", characters: "characters" },
};

const transcriptions: Tool<UsageImagesResponse.Data.OrganizationUsageAudioTranscriptionsResult> = {
  object: "organization.usage.audio_transcriptions.result",
  dimensions: [...owner, "model"],
  filters: byModel,
  measures: ["num_model_requests", "seconds"],
  fields: { num_model_requests: "num_model_requests", seconds: "seconds" },
};

const sessions: Tool<UsageImagesResponse.Data.OrganizationUsageCodeInterpreterSessionsResult> = {
  object: "organization.usage.code_interpreter_sessions.result",
  dimensions: ["project_id"],
  filters: byProject,
  measures: ["num_sessions"],
  fields: { num_sessions: "num_sessions" },
};

const fileSearches: Tool<UsageImagesResponse.Data.OrganizationUsageFileSearchesResult> = {
  object: "organization.usage.file_searches.result",
  dimensions: [...owner, "vector_store_id"],
  filters: { ...byOwner, vector_store_ids: "vector_store_id" },
  measures: ["num_requests"],
  fields: { num_requests: "num_requests" },
};

const images: Tool<UsageImagesResponse.Data.OrganizationUsageImagesResult> = {
  object: "organization.usage.images.result",
  dimensions: [...owner, "model", "size", "source"],
  filters: { ...byModel, sizes: "size", sources: "source" },
  measures: ["num_model_requests", "images"],
  fields: { num_model_requests: "num_model_requests", images: "images" },
};

const moderations: Tool<UsageImagesResponse.Data.OrganizationUsageModerationsResult> = {
  object: "organization.usage.moderations.result",
  dimensions: [...owner, "model"],
  filters: byModel,
  measures: ["num_model_requests", "input_tokens"],
  fields: { num_model_requests: "num_model_requests", input_tokens: "input_tokens" },
};

const vectorStores: Tool<UsageImagesResponse.Data.OrganizationUsageVectorStoresResult> = {
  object: "organization.usage.vector_stores.result",
  dimensions: ["project_id"],
  filters: byProject,
  measures: ["usage_bytes"],
  fields: { usage_bytes: "usage_bytes" },
};

const webSearches: Tool<UsageImagesResponse.Data.OrganizationUsageWebSearchesResult> = {
  object: "organization.usage.web_searches.result",
  dimensions: [...owner, "model", "api_source", "context_level"],
  filters: { ...byModel, context_levels: "context_level" },
  measures: ["num_model_requests", "num_requests"],
  fields: { num_model_requests: "num_model_requests", num_requests: "num_requests" },
};

/** The kinds whose hourly rows share the table usage_tools, by the last part of their path. */
export const toolUsageRoutes: Routes = {
  ...route("audio_speeches", speeches),
  ...route("audio_transcriptions", transcriptions),
  ...route("code_interpreter_sessions", sessions),
  ...route("file_search_calls", fileSearches),
  ...route("images", images, (call) => {
    choices(call.query, "sizes", sizes);
    choices(call.query, "sources", sources);
  }),
  ...route("moderations", moderations),
  ...route("vector_stores", vectorStores),
  ...route("web_search_calls", webSearches, (call) => {
    choices(call.query, "context_levels", contextLevels);
  }),
};

function route<Result extends { object: string }>(
  kind: string,
  shape: Tool<Result>,
  check: (call: Call) => void = () => undefined,
): Routes {
  const operation: Operation = async (call) => {
    check(call);
    const filter = { conditions: ["kind = $1"], values: [kind] };
    return aggregateUsage(call, { table: "twin.usage_tools", ...shape }, filter);
  };
  return { [`GET /organization/usage/${kind}`]: operation };
}
