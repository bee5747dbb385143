import { openPool } from "#twin/database.ts";

const tables = {
  users: "id, email, role, added_at, deleted_at",
  projects: "id, name, created_at, archived_at",
  project_users: "project_id, user_id, role, added_at, deleted_at",
  group_users: "group_id, user_id, added_at, deleted_at",
  api_keys: "id, project_id, created_at, last_used_at, expires_at, deleted_at",
  roles: "id, project_id, created_at",
  spend_limits: "resource_id, threshold_cents",
  spend_alerts: "id, resource_id, threshold_cents",
  usage_completions: "*",
  usage_decisions: "*",
  usage_embeddings: "*",
  usage_tools: "*",
  costs: "*",
  events:
    "id, type, effective_at, is_tenant, project_id, actor, actor_ids, actor_email, resource_ids, payload",
};

/** A sum over the hash of every row of every table, whatever their order: equal only where all rows are. */
export async function checksumOf(databaseUrl: string): Promise<Record<string, string>> {
  const pool = openPool(databaseUrl);
  const sums: Record<string, string> = {};
  for (const [table, columns] of Object.entries(tables)) {
    const { rows } = await pool.query<{ sum: string }>(
      `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(r::text, 0)), 0) AS sum FROM (SELECT ${columns} FROM twin.${table}) r`,
    );
    sums[table] = rows[0]?.sum ?? "";
  }
  await pool.end();
  return sums;
}
