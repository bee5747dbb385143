import type { StreamKind, UsageKindName } from "#lib/sync/kinds.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";

/** A list that is counted from end to end, and the living rows of the mirror that it must equal. */
type ListTask = { type: "list"; stream: StreamKind; path: string; table: string; limit: number };

/** One question of a comparison; each takes as many calls as its answer has pages. */
export type Task =
  | { type: "usage"; stream: StreamKind; kind: UsageKindName }
  | { type: "costs"; stream: StreamKind }
  | { type: "events"; stream: StreamKind; isTenant: boolean }
  | ListTask;

const list = (stream: StreamKind, path: string, table: string, limit: number): ListTask => ({
  type: "list",
  stream,
  path,
  table,
  limit,
});

/** What a comparison asks, in this order: what takes a few calls first, what has to be counted page by page last. */
export const tasks: readonly Task[] = [
  { type: "costs", stream: "costs" },
  ...usageKindNames.map((kind) => ({ type: "usage", stream: `usage_${kind}`, kind }) as const),
  list("groups", "/organization/groups", "groups", 1_000),
  list("roles", "/organization/roles", "upstream_roles", 1_000),
  list("projects", "/organization/projects?include_archived=true", "projects", 100),
  list("invites", "/organization/invites", "invites", 100),
  list("members", "/organization/users", "members", 100),
  { type: "events", stream: "audit_log", isTenant: false },
  { type: "events", stream: "audit_log", isTenant: true },
];
