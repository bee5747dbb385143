import type pg from "pg";
import { transaction } from "#twin/database.ts";
import type { Transaction } from "#twin/database.ts";
import type { Size } from "#twin/seed/large/size.ts";

/** Where the tables are that a seeding works with. They follow from the size alone and are made anew by each start. */
export const helpers = "twin_seeding";

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

export const pick = (words: string[], number: string) =>
  `(ARRAY['${words.join("','")}'])[1 + (${number}) % ${words.length}]`;

/** `draw(n, salt)` in [0, 1): the same everywhere. */
const draw = `CREATE FUNCTION ${helpers}.draw(n bigint, salt bigint) RETURNS float8 IMMUTABLE PARALLEL SAFE LANGUAGE sql AS
  'SELECT (hashint8extended(n, salt) & 1099511627775)::float8 / 1099511627776'`;

/** Groups are of very different sizes: the first has a fourteenth of all people, the last about a four-hundredth. */
const people = ({ people, owners, groups, anchorAt }: Size) => `
  CREATE UNLOGGED TABLE ${helpers}.people AS
  SELECT n, id, name, lower(replace(name, ' ', '.')) || '.' || n || '@hokushin.example' AS email, role, group_number, added_at,
    CASE WHEN role = 'reader' AND ${helpers}.draw(n, 2) < 0.05
      THEN (added_at + 86400 + ${helpers}.draw(n, 3) * (${anchorAt} - 90000 - added_at))::bigint END AS deleted_at
  FROM (SELECT n, 'user-' || substr(md5('large user ' || n), 1, 24) AS id,
      ${pick(given, "n / 7")} || ' ' || ${pick(family, "n")} AS name,
      CASE WHEN n <= ${owners} THEN 'owner' ELSE 'reader' END AS role,
      1 + floor(${groups} * ${helpers}.draw(n, 1) ^ 2)::int AS group_number,
      (${anchorAt} - 900 * 86400 + 897::numeric * n / ${people} * 86400)::bigint AS added_at
    FROM generate_series(1, ${people}::bigint) n) p`;

const projects = ({ projects, owners, anchorAt }: Size) => `
  CREATE UNLOGGED TABLE ${helpers}.projects AS
  SELECT *, CASE WHEN n % 33 = 0 THEN (created_at + (0.3 + 0.6 * ${helpers}.draw(n, 4)) * (${anchorAt} - created_at))::bigint END AS archived_at
  FROM (SELECT n, 'proj_' || substr(md5('large project ' || n), 1, 24) AS id,
      CASE n WHEN 1 THEN 'Default project' ELSE ${pick(fields, "n")} || ' ' || ${pick(works, "n / 10")} || ' ' || n END AS name,
      1 + n % ${owners} AS creator,
      (${anchorAt} - 890 * 86400 + 800::numeric * n / ${projects} * 86400)::bigint AS created_at
    FROM generate_series(1, ${projects}::bigint) n) p`;

const accounts = ({ projects, keys, anchorAt }: Size) => `
  CREATE UNLOGGED TABLE ${helpers}.accounts AS
  SELECT i AS n, 'svc_acct_' || substr(md5('large account ' || i), 1, 24) AS id, p.id AS project_id, p.archived_at, p.creator,
    'worker-' || i AS name,
    (p.created_at + 3600 + ${helpers}.draw(i, 5) * 0.5 * (coalesce(p.archived_at, ${anchorAt}) - p.created_at - 7200))::bigint AS created_at
  FROM generate_series(1, ${Math.max(1, Math.floor(keys / 4))}::bigint) i JOIN ${helpers}.projects p ON p.n = 1 + i % ${projects}`;

/** Every fourth key is a service account's. The rest are people's, in their first project, or the default one. */
const keys = ({ people, projects, keys, anchorAt }: Size) => `
  CREATE UNLOGGED TABLE ${helpers}.keys AS
  WITH owned AS (
    SELECT 4 * a.n AS n, a.project_id, a.creator, NULL::text AS user_id, a.id AS account_id,
      a.created_at AS from_at, coalesce(a.archived_at, ${anchorAt}) AS end_at
    FROM ${helpers}.accounts a
    UNION ALL
    SELECT k, p.id, u.n, u.id, NULL, greatest(u.added_at, p.created_at) + 3600,
      least(coalesce(u.deleted_at, ${anchorAt}), coalesce(p.archived_at, ${anchorAt}))
    FROM generate_series(1, ${keys}::bigint) k JOIN ${helpers}.people u ON u.n = 1 + k * 13 % ${people}
    JOIN ${helpers}.projects own ON own.n = 1 + u.n * 7 % ${projects}
    JOIN ${helpers}.projects p ON p.n = CASE WHEN own.archived_at IS NOT NULL OR own.created_at > u.added_at THEN 1 ELSE own.n END
    WHERE k % 4 > 0
  ), placed AS (
    SELECT *, CASE WHEN account_id IS NULL
      THEN (from_at + ${helpers}.draw(n, 6) * 0.7 * greatest(end_at - from_at, 0))::bigint ELSE from_at END AS created_at
    FROM owned
  ), ended AS (
    SELECT *, CASE WHEN ${helpers}.draw(n, 7) < 0.12 AND end_at > created_at
        THEN (created_at + ${helpers}.draw(n, 8) * (end_at - created_at))::bigint END AS deleted_at,
      CASE WHEN ${helpers}.draw(n, 9) < 0.05 THEN created_at + 365 * 86400 END AS expires_at
    FROM placed
  )
  SELECT *, 'key_' || substr(md5('large key ' || n), 1, 24) AS id,
    least(end_at, coalesce(deleted_at, end_at), coalesce(expires_at, end_at)) AS until_at,
    CASE WHEN n % 20 = 4 THEN 'embeddings' WHEN n % 20 = 7 THEN 'tools' WHEN n % 100 = 8 THEN 'decisions' ELSE 'completions' END AS kind
  FROM ended`;

const groups = ({ groups, startAt }: Size) => `
  CREATE UNLOGGED TABLE ${helpers}.groups AS
  SELECT n, md5('large group ' || n) AS id, 'Team ' || n AS name, n % 3 = 0 AS is_scim_managed, ${startAt}::bigint AS created_at
  FROM generate_series(1, ${groups}) n`;

/** A group stands in three projects from the time on at which both are there. */
const projectGroups = ({ projects }: Size) => `
  CREATE UNLOGGED TABLE ${helpers}.project_groups AS
  SELECT g.id AS group_id, p.id AS project_id, p.creator, greatest(g.created_at, p.created_at) + 1800 AS created_at
  FROM ${helpers}.groups g CROSS JOIN generate_series(0, 2) i
  JOIN ${helpers}.projects p ON p.n = 2 + (g.n * 3 + i) % ${projects - 1} AND p.archived_at IS NULL`;

export async function makeHelpers(pool: pg.Pool, size: Size): Promise<void> {
  await transaction(pool, async (tx) => {
    await dropHelpers(tx);
    await tx.query(`CREATE SCHEMA ${helpers}`);
    for (const make of [() => draw, people, projects, accounts, keys, groups, projectGroups])
      await tx.query(make(size));
    await tx.query(
      `ANALYZE ${["people", "projects", "keys"].map((name) => `${helpers}.${name}`).join(", ")}`,
    );
  });
}

export async function dropHelpers(tx: Transaction): Promise<void> {
  await tx.query(`DROP SCHEMA IF EXISTS ${helpers} CASCADE`);
}
