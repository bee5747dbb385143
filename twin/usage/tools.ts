import type {
  UsageAudioSpeechesResponse,
  UsageAudioTranscriptionsResponse,
  UsageCodeInterpreterSessionsResponse,
  UsageFileSearchCallsResponse,
  UsageImagesResponse,
  UsageModerationsResponse,
  UsageVectorStoresResponse,
  UsageWebSearchCallsResponse,
} from "openai/resources/admin/organization/usage";
import type { Call, Operation, Routes } from "#twin/call.ts";
import { choices } from "#twin/queries.ts";
import { aggregateUsage } from "#twin/usage/aggregate.ts";
import type { UsageKind } from "#twin/usage/aggregate.ts";
import type { BucketPage } from "#twin/usage/buckets.ts";
import type { ModelRow, OwnerRow } from "#twin/usage/results.ts";

/** The kinds whose hourly rows share the table usage_tools, by the last part of their path. */
export const toolUsageRoutes: Routes = {
  ...route("audio_speeches", listSpeeches),
  ...route("audio_transcriptions", listTranscriptions),
  ...route("code_interpreter_sessions", listSessions),
  ...route("file_search_calls", listFileSearches),
  ...route("images", listImages),
  ...route("moderations", listModerations),
  ...route("vector_stores", listVectorStores),
  ...route("web_search_calls", listWebSearches),
};

function route(kind: string, operation: Operation): Routes {
  return { [`GET /organization/usage/${kind}`]: operation };
}

const owner = ["project_id", "user_id", "api_key_id"] as const;
const byProject = { project_ids: "project_id" } as const;
const byOwner = { ...byProject, user_ids: "user_id", api_key_ids: "api_key_id" } as const;
const byModel = { ...byOwner, models: "model" } as const;

const sizes = ["256x256", "512x512", "1024x1024", "1792x1792", "1024x1792"] as const;
const sources = ["image.generation", "image.edit", "image.variation"] as const;
const contextLevels = ["low", "medium", "high"] as const;

function aggregateTool<Row extends { bucket_at: number }, Result>(
  call: Call,
  kind: string,
  shape: Omit<UsageKind<Row, Result>, "table">,
): Promise<BucketPage<Result>> {
  const filter = { conditions: ["kind = $1"], values: [kind] };
  return aggregateUsage(call, { table: "twin.usage_tools", ...shape }, filter);
}

async function listSpeeches(call: Call): Promise<UsageAudioSpeechesResponse> {
  return aggregateTool(call, "audio_speeches", {
    dimensions: [...owner, "model"],
    filters: byModel,
    measures: ["num_model_requests", "characters"],
    resultOf: ({ bucket_at: _, ...row }: ModelRow & { num_model_requests: number; characters: number }) => ({
      object: "organization.usage.audio_speeches.result" as const,
      ...row,
    }),
  });
}

async function listTranscriptions(call: Call): Promise<UsageAudioTranscriptionsResponse> {
  return aggregateTool(call, "audio_transcriptions", {
    dimensions: [...owner, "model"],
    filters: byModel,
    measures: ["num_model_requests", "seconds"],
    resultOf: ({ bucket_at: _, ...row }: ModelRow & { num_model_requests: number; seconds: number }) => ({
      object: "organization.usage.audio_transcriptions.result" as const,
      ...row,
    }),
  });
}

async function listSessions(call: Call): Promise<UsageCodeInterpreterSessionsResponse> {
  return aggregateTool(call, "code_interpreter_sessions", {
    dimensions: ["project_id"],
    filters: byProject,
    measures: ["num_sessions"],
    resultOf: (row: { bucket_at: number; project_id: string | null; num_sessions: number }) => ({
      object: "organization.usage.code_interpreter_sessions.result" as const,
      project_id: row.project_id,
      num_sessions: row.num_sessions,
    }),
  });
}

async function listFileSearches(call: Call): Promise<UsageFileSearchCallsResponse> {
  return aggregateTool(call, "file_search_calls", {
    dimensions: [...owner, "vector_store_id"],
    filters: { ...byOwner, vector_store_ids: "vector_store_id" },
    measures: ["num_requests"],
    resultOf: ({
      bucket_at: _,
      ...row
    }: OwnerRow & { vector_store_id: string | null; num_requests: number }) => ({
      object: "organization.usage.file_searches.result" as const,
      ...row,
    }),
  });
}

type ImagesRow = ModelRow & {
  size: string | null;
  source: string | null;
  num_model_requests: number;
  images: number;
};

async function listImages(call: Call): Promise<UsageImagesResponse> {
  choices(call.query, "sizes", sizes);
  choices(call.query, "sources", sources);
  return aggregateTool(call, "images", {
    dimensions: [...owner, "model", "size", "source"],
    filters: { ...byModel, sizes: "size", sources: "source" },
    measures: ["num_model_requests", "images"],
    resultOf: ({ bucket_at: _, ...row }: ImagesRow) => ({
      object: "organization.usage.images.result" as const,
      ...row,
    }),
  });
}

async function listModerations(call: Call): Promise<UsageModerationsResponse> {
  return aggregateTool(call, "moderations", {
    dimensions: [...owner, "model"],
    filters: byModel,
    measures: ["num_model_requests", "input_tokens"],
    resultOf: ({
      bucket_at: _,
      ...row
    }: ModelRow & { num_model_requests: number; input_tokens: number }) => ({
      object: "organization.usage.moderations.result" as const,
      ...row,
    }),
  });
}

async function listVectorStores(call: Call): Promise<UsageVectorStoresResponse> {
  return aggregateTool(call, "vector_stores", {
    dimensions: ["project_id"],
    filters: byProject,
    measures: ["usage_bytes"],
    resultOf: (row: { bucket_at: number; project_id: string | null; usage_bytes: number }) => ({
      object: "organization.usage.vector_stores.result" as const,
      project_id: row.project_id,
      usage_bytes: row.usage_bytes,
    }),
  });
}

type WebSearchesRow = ModelRow & {
  api_source: "agents_api" | "unlabeled" | null;
  context_level: string | null;
  num_model_requests: number;
  num_requests: number;
};

async function listWebSearches(call: Call): Promise<UsageWebSearchCallsResponse> {
  choices(call.query, "context_levels", contextLevels);
  return aggregateTool(call, "web_search_calls", {
    dimensions: [...owner, "model", "api_source", "context_level"],
    filters: { ...byModel, context_levels: "context_level" },
    measures: ["num_model_requests", "num_requests"],
    resultOf: ({ bucket_at: _, ...row }: WebSearchesRow) => ({
      object: "organization.usage.web_searches.result" as const,
      ...row,
    }),
  });
}
