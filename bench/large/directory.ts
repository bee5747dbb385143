/** The directory of the mirror, from the twin's own tables. $1 the organization, $2 when it was read. */

/** Who holds a role is asked person by person, and not at all above this many. */
const affordable = 300;

const active = "p.archived_at IS NULL";
const at = (column: string) => `to_timestamp(${column})`;

function fill(table: string, columns: Record<string, string>, raw: string, from: string): string {
  return `INSERT INTO ${table} (organization_id, ${Object.keys(columns).join(", ")}, raw, mirrored_at)
    SELECT $1::uuid, ${Object.values(columns).join(", ")}, (${raw})::json, $2::timestamptz FROM ${from}`;
}

const lastUse = `LEFT JOIN (SELECT owner_user_id, max(last_used_at) AS at FROM twin.api_keys GROUP BY 1) used
  ON used.owner_user_id = u.id`;

const projectsOfMembers = `LEFT JOIN (
    SELECT pu.user_id, jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name,
      'role', CASE WHEN u.role = 'owner' THEN 'owner' ELSE pu.role END) ORDER BY p.seq) AS list
    FROM twin.project_users pu JOIN twin.projects p ON p.id = pu.project_id JOIN twin.users u ON u.id = pu.user_id
    WHERE pu.deleted_at IS NULL AND ${active} GROUP BY 1) projects ON projects.user_id = u.id`;

const members = fill(
  "members",
  {
    id: "u.id",
    email: "u.email",
    name: "u.name",
    role: "u.role",
    added_at: at("u.added_at"),
    is_service_account: "false",
    is_scim_managed: "u.is_scim_managed",
    api_key_last_used_at: at("used.at"),
  },
  `jsonb_build_object('object', 'organization.user', 'id', u.id, 'name', u.name, 'email', u.email, 'role', u.role,
    'added_at', u.added_at, 'created', u.added_at, 'api_key_last_used_at', used.at,
    'developer_persona', u.developer_persona, 'technical_level', u.technical_level, 'is_default', false,
    'is_scale_tier_authorized_purchaser', NULL, 'is_scim_managed', u.is_scim_managed, 'is_service_account', false,
    'projects', jsonb_build_object('object', 'list', 'data', coalesce(projects.list, '[]')),
    'user', jsonb_build_object('object', 'user', 'id', u.id, 'name', u.name, 'email', u.email, 'picture', NULL,
      'enabled', true, 'banned', false, 'banned_at', NULL))`,
  `twin.users u ${lastUse} ${projectsOfMembers} WHERE u.deleted_at IS NULL`,
);

const inviteStatus = `CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted'
  WHEN i.expires_at > extract(epoch FROM $2::timestamptz) THEN 'pending' ELSE 'expired' END`;

const invites = fill(
  "invites",
  {
    id: "i.id",
    email: "i.email",
    role: "i.role",
    status: inviteStatus,
    created_at: at("i.created_at"),
    expires_at: at("i.expires_at"),
    accepted_at: at("i.accepted_at"),
  },
  `jsonb_build_object('object', 'organization.invite', 'id', i.id, 'email', i.email, 'role', i.role,
    'status', ${inviteStatus}, 'created_at', i.created_at, 'expires_at', i.expires_at, 'accepted_at', i.accepted_at,
    'projects', i.projects)`,
  "twin.invites i WHERE i.deleted_at IS NULL",
);

const projectStatus = `CASE WHEN ${active} THEN 'active' ELSE 'archived' END`;

const projects = fill(
  "projects",
  {
    id: "p.id",
    name: "p.name",
    status: projectStatus,
    created_at: at("p.created_at"),
    archived_at: at("p.archived_at"),
    residency: "p.residency",
  },
  `jsonb_build_object('object', 'organization.project', 'id', p.id, 'name', p.name, 'created_at', p.created_at,
    'archived_at', p.archived_at, 'status', ${projectStatus}, 'external_key_id', p.external_key_id)
    || CASE WHEN p.residency IS NULL THEN '{}' ELSE jsonb_build_object('residency', p.residency) END`,
  "twin.projects p",
);

/** Owners of the organization are in every project. */
const memberships = `(
  SELECT p.id AS project_id, u.id, u.name, u.email,
    CASE WHEN u.role = 'owner' THEN 'owner' ELSE pu.role END AS role, pu.added_at
  FROM twin.project_users pu JOIN twin.projects p ON p.id = pu.project_id AND ${active}
  JOIN twin.users u ON u.id = pu.user_id AND u.deleted_at IS NULL WHERE pu.deleted_at IS NULL
  UNION ALL
  SELECT p.id, u.id, u.name, u.email, 'owner', greatest(u.added_at, p.created_at)
  FROM twin.users u JOIN twin.projects p ON ${active} WHERE u.role = 'owner' AND u.deleted_at IS NULL
    AND NOT EXISTS (SELECT FROM twin.project_users pu
      WHERE pu.project_id = p.id AND pu.user_id = u.id AND pu.deleted_at IS NULL)) m`;

const projectMembers = fill(
  "project_members",
  { project_id: "m.project_id", member_id: "m.id", role: "m.role", added_at: at("m.added_at") },
  `jsonb_build_object('object', 'organization.project.user', 'id', m.id, 'name', m.name, 'email', m.email,
    'role', m.role, 'added_at', m.added_at)`,
  memberships,
);

const serviceAccounts = fill(
  "service_accounts",
  {
    project_id: "s.project_id",
    id: "s.id",
    name: "s.name",
    role: "s.role",
    created_at: at("s.created_at"),
  },
  `jsonb_build_object('object', 'organization.project.service_account', 'id', s.id, 'name', s.name, 'role', s.role,
    'created_at', s.created_at)`,
  `twin.service_accounts s JOIN twin.projects p ON p.id = s.project_id AND ${active} WHERE s.deleted_at IS NULL`,
);

const access = `CASE WHEN ${active} AND ((s.id IS NOT NULL AND s.deleted_at IS NULL)
    OR (u.id IS NOT NULL AND u.deleted_at IS NULL AND (u.role = 'owner' OR pu.user_id IS NOT NULL)))
  THEN 'active' ELSE 'inactive' END`;

const apiKeys = fill(
  "api_keys",
  {
    project_id: "k.project_id",
    id: "k.id",
    name: "k.name",
    redacted_value: "k.redacted_value",
    created_at: at("k.created_at"),
    last_used_at: at("k.last_used_at"),
    expires_at: at("k.expires_at"),
    owner_kind: "CASE WHEN s.id IS NULL THEN 'user' ELSE 'service_account' END",
    owner_id: "coalesce(u.id, s.id)",
    owner_name: "coalesce(u.name, s.name)",
    owner_project_access: access,
  },
  `jsonb_build_object('object', 'organization.project.api_key', 'id', k.id, 'name', k.name,
    'redacted_value', k.redacted_value, 'created_at', k.created_at, 'last_used_at', k.last_used_at,
    'expires_at', k.expires_at, 'owner_project_access', ${access},
    'owner', CASE WHEN s.id IS NULL THEN jsonb_build_object('type', 'user', 'user', jsonb_build_object('id', u.id,
        'name', u.name, 'email', u.email, 'created_at', u.added_at,
        'role', CASE WHEN u.role = 'owner' THEN 'owner' ELSE coalesce(pu.role, 'member') END))
      ELSE jsonb_build_object('type', 'service_account', 'service_account', jsonb_build_object('id', s.id,
        'name', s.name, 'created_at', s.created_at, 'role', s.role)) END)`,
  `twin.api_keys k JOIN twin.projects p ON p.id = k.project_id
   LEFT JOIN twin.users u ON u.id = k.owner_user_id
   LEFT JOIN twin.service_accounts s ON s.id = k.owner_service_account_id
   LEFT JOIN twin.project_users pu ON pu.project_id = k.project_id AND pu.user_id = u.id AND pu.deleted_at IS NULL
   WHERE k.deleted_at IS NULL`,
);

const groups = fill(
  "groups",
  {
    id: "g.id",
    name: "g.name",
    kind: "g.group_type",
    is_scim_managed: "g.is_scim_managed",
    created_at: at("g.created_at"),
  },
  `jsonb_build_object('object', 'group', 'id', g.id, 'name', g.name, 'created_at', g.created_at,
    'group_type', g.group_type, 'is_scim_managed', g.is_scim_managed)`,
  "twin.groups g WHERE g.deleted_at IS NULL",
);

const groupMembers = fill(
  "group_members",
  { group_id: "m.group_id", member_id: "m.user_id" },
  "jsonb_build_object('id', m.user_id, 'email', u.email, 'name', coalesce(u.name, s.name))",
  `twin.group_users m JOIN twin.groups g ON g.id = m.group_id AND g.deleted_at IS NULL
   LEFT JOIN twin.users u ON u.id = m.user_id LEFT JOIN twin.service_accounts s ON s.id = m.user_id
   WHERE m.deleted_at IS NULL`,
);

const resource = "CASE WHEN r.project_id IS NULL THEN 'api.organization' ELSE 'api.project' END";

const roles = fill(
  "upstream_roles",
  {
    project_id: "coalesce(r.project_id, '')",
    id: "r.id",
    name: "r.name",
    description: "r.description",
    permissions: "r.permissions",
    is_predefined: "r.predefined",
    resource_type: resource,
  },
  `jsonb_build_object('object', 'role', 'id', r.id, 'name', r.name, 'description', r.description,
    'permissions', to_jsonb(r.permissions), 'predefined_role', r.predefined, 'resource_type', ${resource})`,
  `twin.roles r LEFT JOIN twin.projects p ON p.id = r.project_id
   WHERE r.deleted_at IS NULL AND (r.project_id IS NULL OR ${active})`,
);

/** Each principal's roles with where they come from: their base role, their own assignments, their groups'. */
const held = (principals: string) => `(
  WITH asked AS (SELECT *, count(*) OVER () AS askings FROM (${principals}) p)
  SELECT c.project_id, c.kind, c.id, a.role_id, jsonb_agg(jsonb_build_object('principal_id', a.principal_id,
    'principal_type', a.principal_type) ORDER BY a.principal_type DESC, a.principal_id) AS sources
  FROM asked c CROSS JOIN LATERAL (
    SELECT c.base AS role_id, c.id AS principal_id, 'user' AS principal_type WHERE c.base IS NOT NULL
    UNION ALL
    SELECT role_id, principal_id, principal_type FROM twin.role_assignments
    WHERE resource_id = c.resource_id AND deleted_at IS NULL AND (principal_type = c.kind AND principal_id = c.id
      OR c.kind = 'user' AND principal_type = 'group' AND principal_id IN (
        SELECT m.group_id FROM twin.group_users m JOIN twin.groups g ON g.id = m.group_id
        WHERE m.user_id = c.id AND m.deleted_at IS NULL AND g.deleted_at IS NULL))
  ) a WHERE c.askings <= ${affordable} GROUP BY 1, 2, 3, 4
) a JOIN twin.roles r ON r.id = a.role_id WHERE r.deleted_at IS NULL`;

const assignments = (principals: string) =>
  fill(
    "role_assignments",
    { project_id: "a.project_id", principal_kind: "a.kind", principal_id: "a.id", role_id: "a.role_id" },
    `jsonb_build_object('id', r.id, 'name', r.name, 'description', r.description, 'permissions', to_jsonb(r.permissions),
      'predefined_role', r.predefined, 'resource_type', ${resource}, 'assignment_sources', a.sources,
      'created_at', r.created_at, 'updated_at', r.updated_at, 'created_by', r.created_by,
      'created_by_user_obj', NULL, 'metadata', '{}'::jsonb)`,
    held(principals),
  );

const groupRoles = assignments(
  `SELECT g.id, '' AS project_id, o.id AS resource_id, 'group' AS kind, NULL::text AS base
   FROM twin.groups g, twin.organization o WHERE g.deleted_at IS NULL`,
);

const organizationRoles = assignments(
  `SELECT u.id, '' AS project_id, o.id AS resource_id, 'user' AS kind,
     'role-api-organization-' || u.role || '__api-organization__' || o.id AS base
   FROM twin.users u, twin.organization o WHERE u.deleted_at IS NULL`,
);

const projectRoles = assignments(
  `SELECT m.id, m.project_id, m.project_id AS resource_id, 'user' AS kind,
     'role-api-project-' || m.role || '__api-project__' || m.project_id AS base
   FROM ${memberships}`,
);

const projectGroups = fill(
  "project_groups",
  { project_id: "pg.project_id", group_id: "pg.group_id" },
  `jsonb_build_object('object', 'project.group', 'project_id', pg.project_id, 'group_id', pg.group_id,
    'created_at', pg.created_at, 'group_name', g.name, 'group_type', g.group_type)`,
  `twin.project_groups pg JOIN twin.projects p ON p.id = pg.project_id AND ${active}
   JOIN twin.groups g ON g.id = pg.group_id WHERE pg.deleted_at IS NULL`,
);

const projectGroupRoles = assignments(
  `SELECT pg.group_id AS id, pg.project_id, pg.project_id AS resource_id, 'group' AS kind, NULL::text AS base
   FROM twin.project_groups pg JOIN twin.projects p ON p.id = pg.project_id AND ${active} WHERE pg.deleted_at IS NULL`,
);

export const directoryStatements: readonly string[] = [
  members,
  invites,
  projects,
  projectMembers,
  serviceAccounts,
  apiKeys,
  groups,
  groupMembers,
  roles,
  groupRoles,
  organizationRoles,
  projectRoles,
  projectGroups,
  projectGroupRoles,
];
