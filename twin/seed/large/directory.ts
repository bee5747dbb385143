import type { Transaction } from "#twin/database.ts";
import type { Size } from "#twin/seed/large/size.ts";

const given = [
  "Haruka",
  "Kenta",
  "Yuki",
  "Sota",
  "Mei",
  "Jonas",
  "Lea",
  "Finn",
  "Mia",
  "Emre",
  "Ana",
  "Jakub",
];
const family = ["Sato", "Suzuki", "Tanaka", "Mori", "Weber", "Schulz", "Keller", "Yilmaz", "Costa", "Novak"];
const fields = [
  "Support",
  "Search",
  "Billing",
  "Vision",
  "Research",
  "Sales",
  "Legal",
  "Risk",
  "Data",
  "Docs",
];
const works = ["assistant", "pipeline", "review", "sandbox", "service", "batch", "prototype"];

const list = (words: string[]) => `(ARRAY['${words.join("','")}'])`;
const pick = (words: string[], number: string) => `${list(words)}[1 + (${number}) % ${words.length}]`;

/** `draw(n, salt)` in [0, 1): the same everywhere. */
const draw = `CREATE FUNCTION pg_temp.draw(n bigint, salt bigint) RETURNS float8 IMMUTABLE PARALLEL SAFE LANGUAGE sql AS
  'SELECT (hashint8extended(n, salt) & 1099511627775)::float8 / 1099511627776'`;

const people = ({ people, owners, groups, anchorAt }: Size) => `
  CREATE TEMPORARY TABLE large_people ON COMMIT DROP AS
  SELECT n, id, name, lower(replace(name, ' ', '.')) || '.' || n || '@hokushin.example' AS email, role, group_number, added_at,
    CASE WHEN role = 'reader' AND pg_temp.draw(n, 2) < 0.05
      THEN (added_at + 86400 + pg_temp.draw(n, 3) * (${anchorAt} - 90000 - added_at))::bigint END AS deleted_at
  FROM (SELECT n, 'user-' || substr(md5('large user ' || n), 1, 24) AS id,
      ${pick(given, "n / 7")} || ' ' || ${pick(family, "n")} AS name,
      CASE WHEN n <= ${owners} THEN 'owner' ELSE 'reader' END AS role, 1 + n % ${groups} AS group_number,
      (${anchorAt} - 900 * 86400 + 897::numeric * n / ${people} * 86400)::bigint AS added_at
    FROM generate_series(1, ${people}::bigint) n) p`;

const projects = ({ projects, owners, anchorAt }: Size) => `
  CREATE TEMPORARY TABLE large_projects ON COMMIT DROP AS
  SELECT *, CASE WHEN n % 33 = 0 THEN (created_at + (0.3 + 0.6 * pg_temp.draw(n, 4)) * (${anchorAt} - created_at))::bigint END AS archived_at
  FROM (SELECT n, 'proj_' || substr(md5('large project ' || n), 1, 24) AS id,
      CASE n WHEN 1 THEN 'Default project' ELSE ${pick(fields, "n")} || ' ' || ${pick(works, "n / 10")} || ' ' || n END AS name,
      1 + n % ${owners} AS creator,
      (${anchorAt} - 890 * 86400 + 800::numeric * n / ${projects} * 86400)::bigint AS created_at
    FROM generate_series(1, ${projects}::bigint) n) p`;

const accounts = ({ projects, keys, anchorAt }: Size) => `
  CREATE TEMPORARY TABLE large_accounts ON COMMIT DROP AS
  SELECT i AS n, 'svc_acct_' || substr(md5('large account ' || i), 1, 24) AS id, p.id AS project_id, p.archived_at, p.creator,
    'worker-' || i AS name,
    (p.created_at + 3600 + pg_temp.draw(i, 5) * 0.5 * (coalesce(p.archived_at, ${anchorAt}) - p.created_at - 7200))::bigint AS created_at
  FROM generate_series(1, ${Math.max(1, Math.floor(keys / 4))}::bigint) i JOIN large_projects p ON p.n = 1 + i % ${projects}`;

/** Every fourth key is a service account's. The rest are people's, in their first project, or the default one. */
const keys = ({ people, projects, keys, anchorAt }: Size) => `
  CREATE TEMPORARY TABLE large_keys ON COMMIT DROP AS
  WITH owned AS (
    SELECT 4 * a.n AS n, a.project_id, a.creator, NULL::text AS user_id, a.id AS account_id,
      a.created_at AS from_at, coalesce(a.archived_at, ${anchorAt}) AS end_at
    FROM large_accounts a
    UNION ALL
    SELECT k, p.id, u.n, u.id, NULL, greatest(u.added_at, p.created_at) + 3600,
      least(coalesce(u.deleted_at, ${anchorAt}), coalesce(p.archived_at, ${anchorAt}))
    FROM generate_series(1, ${keys}::bigint) k JOIN large_people u ON u.n = 1 + k * 13 % ${people}
    JOIN large_projects own ON own.n = 1 + u.n * 7 % ${projects}
    JOIN large_projects p ON p.n = CASE WHEN own.archived_at IS NOT NULL OR own.created_at > u.added_at THEN 1 ELSE own.n END
    WHERE k % 4 > 0
  ), placed AS (
    SELECT *, CASE WHEN account_id IS NULL
      THEN (from_at + pg_temp.draw(n, 6) * 0.7 * greatest(end_at - from_at, 0))::bigint ELSE from_at END AS created_at
    FROM owned
  ), ended AS (
    SELECT *, CASE WHEN pg_temp.draw(n, 7) < 0.12 AND end_at > created_at
        THEN (created_at + pg_temp.draw(n, 8) * (end_at - created_at))::bigint END AS deleted_at,
      CASE WHEN pg_temp.draw(n, 9) < 0.05 THEN created_at + 365 * 86400 END AS expires_at
    FROM placed
  )
  SELECT *, 'key_' || substr(md5('large key ' || n), 1, 24) AS id,
    least(end_at, coalesce(deleted_at, end_at), coalesce(expires_at, end_at)) AS until_at,
    CASE WHEN n % 20 = 4 THEN 'embeddings' WHEN n % 20 = 7 THEN 'tools' WHEN n % 100 = 8 THEN 'decisions' ELSE 'completions' END AS kind
  FROM ended`;

const memberships = ({ projects, anchorAt }: Size) => `
  INSERT INTO twin.project_users (project_id, user_id, role, added_at, deleted_at)
  SELECT p.id, u.id, CASE WHEN at = 0 AND u.n % 25 = 0 THEN 'owner' ELSE 'member' END,
    greatest(u.added_at, p.created_at) + 1200, u.deleted_at
  FROM large_people u CROSS JOIN generate_series(0, 2) at
  JOIN large_projects p ON p.n = CASE WHEN at = 2 THEN 1 ELSE 1 + (u.n * 7 + at * 131) % ${projects} END
  WHERE greatest(u.added_at, p.created_at) + 1200 < least(coalesce(p.archived_at, ${anchorAt}), coalesce(u.deleted_at, ${anchorAt}))
  ON CONFLICT DO NOTHING`;

const invites = ({ startAt, people, anchorAt }: Size) => `
  INSERT INTO twin.invites (id, email, role, projects, created_at, expires_at, accepted_at)
  SELECT 'invite-' || substr(md5('large invite ' || n), 1, 24), email, 'reader', projects, at, at + 7 * 86400, accepted_at
  FROM (SELECT n, email, '[]'::jsonb AS projects, added_at - 86400 AS at, added_at AS accepted_at
    FROM large_people WHERE added_at - 86400 >= ${startAt}
    UNION ALL
    SELECT ${people} + i, 'guest.' || i || '@partner.example', '[]', ${anchorAt} - i * 43200, NULL
    FROM generate_series(1, least(40, ${people})) i) invited ORDER BY at`;

/** Writes everybody and everything as the history left them; leaves the temporary tables large_* for the rest. */
export async function seedLargeDirectory(tx: Transaction, size: Size): Promise<void> {
  const groups = `SELECT n, md5('large group ' || n) AS id FROM generate_series(1, ${size.groups}) n`;
  for (const statement of [
    draw,
    people(size),
    projects(size),
    accounts(size),
    keys(size),
    `INSERT INTO twin.users (id, email, name, role, added_at, is_scim_managed, deleted_at)
     SELECT id, email, name, role, added_at, n % 3 = 0, deleted_at FROM large_people ORDER BY n`,
    `INSERT INTO twin.projects (id, name, created_at, archived_at)
     SELECT id, name, created_at, archived_at FROM large_projects ORDER BY n`,
    memberships(size),
    `INSERT INTO twin.groups (id, name, is_scim_managed, created_at)
     SELECT id, 'Team ' || n, n % 3 = 0, ${size.startAt} FROM (${groups}) g`,
    `INSERT INTO twin.group_users (group_id, user_id, added_at, deleted_at)
     SELECT g.id, u.id, u.added_at + 600, u.deleted_at FROM large_people u JOIN (${groups}) g ON g.n = u.group_number ORDER BY u.n`,
    `INSERT INTO twin.service_accounts (id, project_id, name, role, created_at)
     SELECT id, project_id, name, 'member', created_at FROM large_accounts ORDER BY n`,
    `INSERT INTO twin.api_keys (id, project_id, name, redacted_value, owner_user_id, owner_service_account_id, created_at, expires_at, deleted_at)
     SELECT id, project_id, 'key ' || n, CASE WHEN user_id IS NULL THEN 'sk-svcac' ELSE 'sk-proj-' END || '***********' || right(md5(id), 4),
       user_id, account_id, created_at, expires_at, deleted_at FROM large_keys ORDER BY n`,
    invites(size),
    "ANALYZE large_people, large_projects, large_keys",
  ])
    await tx.query(statement);
}
