import type { ProjectAPIKey } from "openai/resources/admin/organization/projects/api-keys";

export type ApiKeyRow = {
  id: string;
  name: string;
  redacted_value: string;
  created_at: number;
  last_used_at: number | null;
  expires_at: number | null;
  user: ProjectAPIKey.Owner.User | null;
  service_account: ProjectAPIKey.Owner.ServiceAccount | null;
  has_access: boolean;
};

/** An owner has access while they live and are in the project, or own the organization. */
export const hasAccess = `(p.archived_at IS NULL AND (
  (s.id IS NOT NULL AND s.deleted_at IS NULL)
  OR (u.id IS NOT NULL AND u.deleted_at IS NULL AND (u.role = 'owner' OR pu.user_id IS NOT NULL))))`;

export const apiKeyFrom = `twin.api_keys k JOIN twin.projects p ON p.id = k.project_id
  LEFT JOIN twin.users u ON u.id = k.owner_user_id
  LEFT JOIN twin.service_accounts s ON s.id = k.owner_service_account_id
  LEFT JOIN twin.project_users pu ON pu.project_id = k.project_id AND pu.user_id = u.id AND pu.deleted_at IS NULL`;

export const apiKeyColumns = `k.id, k.name, k.redacted_value, k.created_at, k.last_used_at, k.expires_at,
  CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name, 'email', u.email,
    'created_at', u.added_at, 'role', CASE WHEN u.role = 'owner' THEN 'owner' ELSE coalesce(pu.role, 'member') END) END AS user,
  CASE WHEN s.id IS NOT NULL THEN json_build_object('id', s.id, 'name', s.name,
    'created_at', s.created_at, 'role', s.role) END AS service_account,
  ${hasAccess} AS has_access`;

export function apiKeyBody(row: ApiKeyRow): ProjectAPIKey {
  return {
    object: "organization.project.api_key",
    id: row.id,
    name: row.name,
    redacted_value: row.redacted_value,
    created_at: row.created_at,
    last_used_at: row.last_used_at,
    expires_at: row.expires_at,
    owner: ownerOf(row),
    owner_project_access: row.has_access ? "active" : "inactive",
  };
}

function ownerOf({ user, service_account }: ApiKeyRow): ProjectAPIKey.Owner {
  if (service_account) return { type: "service_account", service_account };
  return { type: "user", ...(user ? { user } : {}) };
}
