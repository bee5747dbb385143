import type { OrganizationUser } from "openai/resources/admin/organization/users/users";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { notFound } from "#twin/errors.ts";

export type UserRow = {
  id: string;
  email: string;
  name: string;
  role: string;
  added_at: number;
  developer_persona: string | null;
  technical_level: string | null;
  is_scim_managed: boolean;
  api_key_last_used_at: number | null;
  projects: { id: string; name: string; role: string }[];
};

export const userColumns = `u.id, u.email, u.name, u.role, u.added_at, u.developer_persona, u.technical_level,
  u.is_scim_managed,
  (SELECT max(k.last_used_at) FROM twin.api_keys k WHERE k.owner_user_id = u.id) AS api_key_last_used_at,
  coalesce((SELECT json_agg(json_build_object('id', p.id, 'name', p.name, 'role', CASE WHEN u.role = 'owner' THEN 'owner' ELSE pu.role END) ORDER BY p.seq)
    FROM twin.project_users pu JOIN twin.projects p ON p.id = pu.project_id
    WHERE pu.user_id = u.id AND pu.deleted_at IS NULL AND p.archived_at IS NULL), '[]') AS projects`;

/** Finds a member who has not left, locked against other changes when `lock` is set; answers 404 otherwise. */
export async function requireUser(on: Queryable, id: string, { lock = false } = {}): Promise<UserRow> {
  const user = await one<UserRow>(
    on,
    `SELECT ${userColumns} FROM twin.users u WHERE u.id = $1 AND u.deleted_at IS NULL ${lock ? "FOR UPDATE OF u" : ""}`,
    [id],
  );
  if (!user) throw notFound("user", id);
  return user;
}

export function userBody(row: UserRow): OrganizationUser {
  return {
    object: "organization.user",
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    added_at: row.added_at,
    created: row.added_at,
    api_key_last_used_at: row.api_key_last_used_at,
    developer_persona: row.developer_persona,
    technical_level: row.technical_level,
    is_default: false,
    is_scale_tier_authorized_purchaser: null,
    is_scim_managed: row.is_scim_managed,
    is_service_account: false,
    projects: { object: "list", data: row.projects },
    user: {
      object: "user",
      id: row.id,
      name: row.name,
      email: row.email,
      picture: null,
      enabled: true,
      banned: false,
      banned_at: null,
    },
  };
}
