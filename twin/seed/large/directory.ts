import type { Transaction } from "#twin/database.ts";
import { addPredefinedOrganizationRoles, addPredefinedProjectRoles } from "#twin/roles/seed-predefined.ts";
import { seedPrices } from "#twin/seed/costs.ts";
import { helpers } from "#twin/seed/large/helpers.ts";
import type { Size } from "#twin/seed/large/size.ts";

export const largeOrganizationId = "org-HokushinLarge4Metsuke24";

const memberships = ({ projects, anchorAt }: Size) => `
  INSERT INTO twin.project_users (project_id, user_id, role, added_at, deleted_at)
  SELECT p.id, u.id, CASE WHEN at = 0 AND u.n % 25 = 0 THEN 'owner' ELSE 'member' END,
    greatest(u.added_at, p.created_at) + 1200, u.deleted_at
  FROM ${helpers}.people u CROSS JOIN generate_series(0, 2) at
  JOIN ${helpers}.projects p ON p.n = CASE WHEN at = 2 THEN 1 ELSE 1 + (u.n * 7 + at * 131) % ${projects} END
  WHERE greatest(u.added_at, p.created_at) + 1200 < least(coalesce(p.archived_at, ${anchorAt}), coalesce(u.deleted_at, ${anchorAt}))
  ON CONFLICT DO NOTHING`;

const invites = ({ startAt, people, anchorAt }: Size) => `
  INSERT INTO twin.invites (id, email, role, projects, created_at, expires_at, accepted_at)
  SELECT 'invite-' || substr(md5('large invite ' || n), 1, 24), email, 'reader', projects, at, at + 7 * 86400, accepted_at
  FROM (SELECT n, email, '[]'::jsonb AS projects, added_at - 86400 AS at, added_at AS accepted_at
    FROM ${helpers}.people WHERE added_at - 86400 >= ${startAt}
    UNION ALL
    SELECT ${people} + i, 'guest.' || i || '@partner.example', '[]', ${anchorAt} - i * 43200, NULL
    FROM generate_series(1, least(40, ${people})) i) invited ORDER BY at`;

const keys = `
  INSERT INTO twin.api_keys (id, project_id, name, redacted_value, owner_user_id, owner_service_account_id, created_at, expires_at, deleted_at)
  SELECT id, project_id, 'key ' || n, CASE WHEN user_id IS NULL THEN 'sk-svcac' ELSE 'sk-proj-' END || '***********' || right(md5(id), 4),
    user_id, account_id, created_at, expires_at, deleted_at FROM ${helpers}.keys ORDER BY n`;

export async function writeLargeDirectory(tx: Transaction, size: Size): Promise<number> {
  for (const statement of [
    `INSERT INTO twin.users (id, email, name, role, added_at, is_scim_managed, deleted_at)
     SELECT id, email, name, role, added_at, n % 3 = 0, deleted_at FROM ${helpers}.people ORDER BY n`,
    `INSERT INTO twin.projects (id, name, created_at, archived_at)
     SELECT id, name, created_at, archived_at FROM ${helpers}.projects ORDER BY n`,
    memberships(size),
    `INSERT INTO twin.groups (id, name, is_scim_managed, created_at)
     SELECT id, name, is_scim_managed, created_at FROM ${helpers}.groups ORDER BY n`,
    `INSERT INTO twin.group_users (group_id, user_id, added_at, deleted_at)
     SELECT g.id, u.id, greatest(u.added_at, g.created_at) + 600, u.deleted_at
     FROM ${helpers}.people u JOIN ${helpers}.groups g ON g.n = u.group_number
     WHERE u.deleted_at IS NULL OR u.deleted_at > greatest(u.added_at, g.created_at) + 600 ORDER BY u.n`,
    `INSERT INTO twin.service_accounts (id, project_id, name, role, created_at)
     SELECT id, project_id, name, 'member', created_at FROM ${helpers}.accounts ORDER BY n`,
    keys,
    invites(size),
  ])
    await tx.query(statement);
  await seedPrices(tx);
  await writeRoles(tx, size);
  return 0;
}

async function writeRoles(tx: Transaction, { startAt }: Size): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(`SELECT id FROM ${helpers}.projects ORDER BY n`);
  await addPredefinedOrganizationRoles(tx, { id: largeOrganizationId }, startAt);
  await addPredefinedProjectRoles(
    tx,
    rows.map(({ id }) => id),
    startAt,
  );
  await tx.query(
    `UPDATE twin.roles r SET created_at = p.created_at, updated_at = p.created_at
     FROM twin.projects p WHERE p.id = r.project_id`,
  );
  await tx.query(
    `INSERT INTO twin.project_groups (project_id, group_id, created_at)
     SELECT project_id, group_id, created_at FROM ${helpers}.project_groups ORDER BY created_at, group_id`,
  );
  await tx.query(
    `INSERT INTO twin.role_assignments (resource_id, principal_type, principal_id, role_id, created_at)
     SELECT project_id, 'group', group_id, 'role-api-project-member__api-project__' || project_id, created_at
     FROM ${helpers}.project_groups`,
  );
}
