import type { Queryable } from "#twin/database.ts";
import { one } from "#twin/database.ts";

export type Totals = {
  users: number;
  invites: number;
  projects: number;
  archivedProjects: number;
  projectUsers: number;
  serviceAccounts: number;
  apiKeys: number;
  groups: number;
  groupUsers: number;
  roles: number;
  spendLimits: number;
  spendAlerts: number;
  events: number;
  tenantEvents: number;
  completions: {
    rows: number;
    requests: number;
    inputTokens: number;
    cachedTokens: number;
    outputTokens: number;
  };
  decisions: { rows: number; requests: number; inputTokens: number; outputTokens: number };
  embeddings: { rows: number; requests: number; inputTokens: number };
  /** By the last part of the endpoint's path; a kind without rows is absent. `amount` is its own measure's sum. */
  tools: Partial<Record<string, { rows: number; requests: number; amount: number }>>;
  /** `amount` in dollars, an exact decimal string. */
  costs: { rows: number; amount: string };
  /** The first hour, in Unix seconds, that has no usage yet. */
  usageUntilAt: number;
};

/** Counts what lives, and sums each stream, without going through the API: what a mirror must end up equal to. */
export async function totals(on: Queryable): Promise<Totals> {
  const row = await one<{ totals: Totals }>(
    on,
    `SELECT json_build_object(
      'users', (SELECT count(*) FROM twin.users WHERE deleted_at IS NULL),
      'invites', (SELECT count(*) FROM twin.invites WHERE deleted_at IS NULL),
      'projects', (SELECT count(*) FROM twin.projects),
      'archivedProjects', (SELECT count(*) FROM twin.projects WHERE archived_at IS NOT NULL),
      'projectUsers', (SELECT (SELECT count(*) FROM twin.users WHERE deleted_at IS NULL AND role = 'owner')
           * (SELECT count(*) FROM twin.projects WHERE archived_at IS NULL) + count(*)
         FROM twin.project_users pu JOIN twin.projects p ON p.id = pu.project_id JOIN twin.users u ON u.id = pu.user_id
         WHERE pu.deleted_at IS NULL AND p.archived_at IS NULL AND u.deleted_at IS NULL AND u.role <> 'owner'),
      'serviceAccounts', (SELECT count(*) FROM twin.service_accounts s JOIN twin.projects p ON p.id = s.project_id
         WHERE s.deleted_at IS NULL AND p.archived_at IS NULL),
      'apiKeys', (SELECT count(*) FROM twin.api_keys WHERE deleted_at IS NULL),
      'groups', (SELECT count(*) FROM twin.groups WHERE deleted_at IS NULL),
      'groupUsers', (SELECT count(*) FROM twin.group_users m JOIN twin.groups g ON g.id = m.group_id
         WHERE m.deleted_at IS NULL AND g.deleted_at IS NULL),
      'roles', (SELECT count(*) FROM twin.roles WHERE deleted_at IS NULL),
      'spendLimits', (SELECT count(*) FROM twin.spend_limits),
      'spendAlerts', (SELECT count(*) FROM twin.spend_alerts WHERE deleted_at IS NULL),
      'events', (SELECT count(*) FROM twin.events WHERE NOT is_tenant),
      'tenantEvents', (SELECT count(*) FROM twin.events WHERE is_tenant),
      'completions', (SELECT json_build_object('rows', count(*), 'requests', coalesce(sum(num_model_requests), 0),
         'inputTokens', coalesce(sum(input_tokens), 0), 'cachedTokens', coalesce(sum(input_cached_tokens), 0),
         'outputTokens', coalesce(sum(output_tokens), 0)) FROM twin.usage_completions),
      'decisions', (SELECT json_build_object('rows', count(*), 'requests', coalesce(sum(num_model_requests), 0),
         'inputTokens', coalesce(sum(input_tokens), 0), 'outputTokens', coalesce(sum(output_tokens), 0)) FROM twin.usage_decisions),
      'tools', (SELECT coalesce(json_object_agg(kind, totals), '{}') FROM (
         SELECT kind, json_build_object('rows', count(*), 'requests', coalesce(sum(num_model_requests), 0), 'amount',
           sum(coalesce(num_requests, num_sessions, input_tokens, images, characters, seconds, usage_bytes))) AS totals
         FROM twin.usage_tools GROUP BY kind) kinds),
      'embeddings', (SELECT json_build_object('rows', count(*), 'requests', coalesce(sum(num_model_requests), 0),
         'inputTokens', coalesce(sum(input_tokens), 0)) FROM twin.usage_embeddings),
      'costs', (SELECT json_build_object('rows', count(*), 'amount', trim_scale(coalesce(sum(amount), 0))::text) FROM twin.costs),
      'usageUntilAt', (SELECT usage_until_at FROM twin.organization)
    ) AS totals`,
  );
  if (!row) throw new Error("The twin has no totals.");
  return row.totals;
}
