import type { StreamKind, UsageKindName } from "#lib/sync/kinds.ts";
import type { Parents } from "#lib/sync/directory/parents.ts";
import { activeProjects, allProjects, groupsOfOrganization } from "#lib/sync/directory/parents.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";

/** A list that is counted from end to end, and the living rows of the mirror that it must equal. */
type ListTask = { type: "list"; stream: StreamKind; path: string; table: string; limit: number };

export type InsideTask = {
  type: "inside";
  stream: StreamKind;
  measure: "rows" | "group_members";
  parents: Parents;
  /** What stands before and behind the parent's id in the path; {id} stands there in the endpoint's template. */
  path: [before: string, template: string, behind: string];
  query: Record<string, string | number>;
  table: string;
  /** The column of the table that names the parent. */
  column: string;
};

export type Task =
  | { type: "usage"; stream: StreamKind; kind: UsageKindName }
  | { type: "costs"; stream: StreamKind }
  | { type: "events"; stream: StreamKind; isTenant: boolean }
  | ListTask
  | InsideTask;

const list = (stream: StreamKind, path: string, table: string, limit: number): ListTask => ({
  type: "list",
  stream,
  path,
  table,
  limit,
});

const inProjects = (
  stream: StreamKind,
  name: string,
  more: Pick<InsideTask, "parents"> & { query?: Record<string, string> },
): InsideTask => ({
  type: "inside",
  stream,
  measure: "rows",
  parents: more.parents,
  path: ["/organization/projects/", "{project_id}", `/${name}`],
  query: { limit: 100, ...more.query },
  table: stream,
  column: "project_id",
});

/** What a comparison asks, in this order: what takes a few calls first, what has to be counted page by page or project by project last. */
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
  {
    type: "inside",
    stream: "groups",
    measure: "group_members",
    parents: groupsOfOrganization,
    path: ["/organization/groups/", "{group_id}", "/users"],
    query: { limit: 1_000 },
    table: "group_members",
    column: "group_id",
  },
  inProjects("project_members", "users", { parents: activeProjects }),
  inProjects("service_accounts", "service_accounts", { parents: activeProjects }),
  inProjects("api_keys", "api_keys", { parents: allProjects, query: { owner_project_access: "any" } }),
];
