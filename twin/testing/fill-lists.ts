import type { Places } from "#twin/testing/lists.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

const places: Places = { project: "proj_listed", group: "0000listed", user: "user-listed" };

/** Puts `count` rows into every list, some of one second, some deleted since; answers the ids that lists hang on. */
export async function fillLists(twin: TestTwin, count: number): Promise<Places> {
  const { project, group, user } = places;
  const organization = twin.organization.id;
  const series = `generate_series(1, ${count}) n`;
  for (const statement of [
    `INSERT INTO twin.projects (id, name, created_at) SELECT '${project}', 'Listed', 1`,
    `INSERT INTO twin.projects (id, name, created_at) SELECT 'proj_' || n, 'P', n / 3 FROM ${series}`,
    `INSERT INTO twin.users (id, email, name, role, added_at) SELECT '${user}', 'listed@example.com', 'Listed', 'reader', 1`,
    `INSERT INTO twin.users (id, email, name, role, added_at, deleted_at)
     SELECT 'user-' || n, n || '@example.com', 'Name', 'reader', 1, CASE WHEN n % 5 = 0 THEN 9 END FROM generate_series(1, ${count * 2}) n`,
    `INSERT INTO twin.project_users (project_id, user_id, role, added_at)
     SELECT '${project}', id, 'member', 1 FROM twin.users WHERE role = 'reader'`,
    `INSERT INTO twin.admin_keys (id, name, value_hash, redacted_value, owner_id, created_at)
     SELECT 'key_' || n, 'k', 'hash' || n, 'sk-admin', '${user}', 1 FROM ${series}`,
    `INSERT INTO twin.invites (id, email, role, projects, created_at, expires_at)
     SELECT 'invite-' || n, n || '@guest.example', 'reader', '[]', 1, 2 FROM ${series}`,
    `INSERT INTO twin.service_accounts (id, project_id, name, role, created_at)
     SELECT 'svc_' || n, '${project}', 's', 'member', 1 FROM ${series}`,
    `INSERT INTO twin.api_keys (id, project_id, name, redacted_value, owner_service_account_id, created_at, deleted_at)
     SELECT 'key_' || n, '${project}', 'k', 'sk', 'svc_' || 1 + n % ${count}, 1, CASE WHEN n % 7 = 0 THEN 2 END
     FROM generate_series(1, ${count * 2}) n`,
    `INSERT INTO twin.spend_alerts (id, resource_id, threshold_cents, recipients, created_at)
     SELECT 'alert_' || n || owner, owner, n, '{}', 1 FROM ${series}, unnest(ARRAY['${project}', '${organization}']) owner`,
    `INSERT INTO twin.events (id, type, effective_at) SELECT 'audit_log-' || n, 'login.succeeded', n / 4 FROM ${series}`,
    `INSERT INTO twin.groups (id, name, created_at) SELECT '${group}', 'Listed', 1`,
    `INSERT INTO twin.groups (id, name, created_at) SELECT 'group' || n, 'G', 1 FROM ${series}`,
    `INSERT INTO twin.group_users (group_id, user_id, added_at)
     SELECT '${group}', id, 1 FROM twin.users WHERE deleted_at IS NULL AND role = 'reader'`,
    `INSERT INTO twin.project_groups (project_id, group_id, created_at) SELECT '${project}', id, 1 FROM twin.groups`,
    `INSERT INTO twin.roles (id, project_id, name, permissions, created_at, updated_at)
     SELECT 'role_' || coalesce(owner, '') || n, owner, 'r', '{}', 1, 1 FROM ${series}, unnest(ARRAY[NULL, '${project}']) owner`,
    `INSERT INTO twin.role_assignments (resource_id, principal_type, principal_id, role_id, created_at)
     SELECT coalesce(r.project_id, '${organization}'), type, CASE type WHEN 'user' THEN '${user}' ELSE '${group}' END, r.id, 1
     FROM twin.roles r, unnest(ARRAY['user', 'group']) type WHERE r.id LIKE 'role\\_%'`,
  ])
    await twin.sql(statement);
  return places;
}
