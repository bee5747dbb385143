import type { AdminOrganization } from "#lib/admin-api/call.ts";
import type { UsageKindName } from "#lib/sync/kinds.ts";

type Query = {
  start_time: number;
  end_time: number;
  bucket_width: "1h";
  limit: number;
  page?: string;
};

type Usage = AdminOrganization["usage"];

/** How one of upstream's usage endpoints is read: by all the dimensions that it knows. */
type List = (usage: Usage, query: Query) => { asResponse: () => Promise<Response> };

const [project, user, key, model] = ["project_id", "user_id", "api_key_id", "model"] as const;

export const usageLists: Record<UsageKindName, List> = {
  completions: (usage, query) =>
    usage.completions({
      ...query,
      group_by: [project, user, key, model, "batch", "service_tier", "api_source"],
    }),
  decisions: (usage, query) =>
    usage.decisions({
      ...query,
      group_by: [project, user, key, model, "batch", "service_tier", "api_source"],
    }),
  embeddings: (usage, query) => usage.embeddings({ ...query, group_by: [project, user, key, model] }),
  moderations: (usage, query) => usage.moderations({ ...query, group_by: [project, user, key, model] }),
  images: (usage, query) =>
    usage.images({ ...query, group_by: [project, user, key, model, "size", "source"] }),
  audio_speeches: (usage, query) => usage.audioSpeeches({ ...query, group_by: [project, user, key, model] }),
  audio_transcriptions: (usage, query) =>
    usage.audioTranscriptions({ ...query, group_by: [project, user, key, model] }),
  vector_stores: (usage, query) => usage.vectorStores({ ...query, group_by: [project] }),
  code_interpreter_sessions: (usage, query) =>
    usage.codeInterpreterSessions({ ...query, group_by: [project] }),
  file_search_calls: (usage, query) =>
    usage.fileSearchCalls({ ...query, group_by: [project, user, key, "vector_store_id"] }),
  web_search_calls: (usage, query) =>
    usage.webSearchCalls({ ...query, group_by: [project, user, key, model, "context_level", "api_source"] }),
};
