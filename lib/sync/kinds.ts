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
  "usage_embeddings",
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
  usage_embeddings: 3 * minute,
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
