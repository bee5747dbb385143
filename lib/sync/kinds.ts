/** The kinds of usage that upstream reports, each by the last part of its endpoint's path. */
export const usageKindNames = [
  "completions",
  "decisions",
  "embeddings",
  "moderations",
  "images",
  "audio_speeches",
  "audio_transcriptions",
  "vector_stores",
  "code_interpreter_sessions",
  "file_search_calls",
  "web_search_calls",
] as const;

export type UsageKindName = (typeof usageKindNames)[number];
export type UsageStreamKind = `usage_${UsageKindName}`;

/** Everything that is mirrored, in the order in which it depends on each other. */
export const streamKinds = [
  "members",
  "invites",
  "projects",
  "project_members",
  "service_accounts",
  "api_keys",
  "groups",
  "roles",
  "usage_completions",
  "usage_decisions",
  "usage_embeddings",
  "usage_moderations",
  "usage_images",
  "usage_audio_speeches",
  "usage_audio_transcriptions",
  "usage_vector_stores",
  "usage_code_interpreter_sessions",
  "usage_file_search_calls",
  "usage_web_search_calls",
  "costs",
  "audit_log",
] as const;

export type StreamKind = (typeof streamKinds)[number];

/** What the progress of a stream counts; messages/<locale>/streams.json words each under "units". */
export const progressUnits = ["rows", "projects", "days", "events"] as const;

export type ProgressUnit = (typeof progressUnits)[number];

const minute = 60_000;

/** How long after the end of a run the next one begins, in milliseconds. */
export const intervalMs: Record<StreamKind, number> = {
  members: 5 * minute,
  invites: 5 * minute,
  projects: 5 * minute,
  project_members: 5 * minute,
  service_accounts: 5 * minute,
  api_keys: 5 * minute,
  groups: 10 * minute,
  roles: 15 * minute,
  usage_completions: 3 * minute,
  usage_decisions: 3 * minute,
  usage_embeddings: 3 * minute,
  usage_moderations: 5 * minute,
  usage_images: 5 * minute,
  usage_audio_speeches: 5 * minute,
  usage_audio_transcriptions: 5 * minute,
  usage_vector_stores: 5 * minute,
  usage_code_interpreter_sessions: 5 * minute,
  usage_file_search_calls: 5 * minute,
  usage_web_search_calls: 5 * minute,
  costs: 10 * minute,
  audit_log: minute,
};

/** Streams that must have been read whole once before this one can begin: it asks upstream by their ids. */
export const dependencies: Partial<Record<StreamKind, readonly StreamKind[]>> = {
  project_members: ["projects"],
  service_accounts: ["projects"],
  api_keys: ["projects"],
  roles: ["projects", "groups", "members"],
};

export function isStreamKind(kind: string): kind is StreamKind {
  return (streamKinds as readonly string[]).includes(kind);
}
