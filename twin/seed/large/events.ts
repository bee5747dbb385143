import type pg from "pg";
import { one, transaction } from "#twin/database.ts";
import type { Queryable, Transaction } from "#twin/database.ts";
import { helpers } from "#twin/seed/large/helpers.ts";
import type { Size } from "#twin/seed/large/size.ts";

const day = 86_400;
const load = { weekday: 1.3, weekend: 0.25 };
const saturday = 2; // 1970-01-01 was a Thursday

const actors = `
  CREATE UNLOGGED TABLE ${helpers}.actors AS
  SELECT n, id, email, added_at, coalesce(deleted_at, 9e15::bigint) AS until_at,
    jsonb_build_object('type', 'session', 'session', jsonb_build_object('user', jsonb_build_object('id', id, 'email', email),
      'ip_address', '203.0.113.' || 1 + n % 250, 'user_agent', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0.0.0')) AS actor
  FROM ${helpers}.people`;

/** What the directory's rows tell of its history: type, time, who did it, where, to whom, with what. */
const changes = ({ startAt, anchorAt, owners }: Size) => `
  CREATE UNLOGGED TABLE ${helpers}.changes AS
  SELECT * FROM (
    SELECT 'user.added' AS type, added_at AS at, n AS by, NULL::text AS project_id, ARRAY[id] AS resource_ids,
      jsonb_build_object('id', id, 'data', jsonb_build_object('role', role)) AS payload FROM ${helpers}.people
    UNION ALL SELECT 'user.deleted', deleted_at, 1 + n % ${owners}, NULL, ARRAY[id], jsonb_build_object('id', id)
      FROM ${helpers}.people WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'invite.sent', i.created_at, 1 + length(i.email) % ${owners}, NULL, ARRAY[i.id],
      jsonb_build_object('id', i.id, 'data', jsonb_build_object('email', i.email, 'role', i.role)) FROM twin.invites i
    UNION ALL SELECT 'invite.accepted', i.accepted_at, u.n, NULL, ARRAY[i.id], jsonb_build_object('id', i.id)
      FROM twin.invites i JOIN ${helpers}.people u ON u.email = i.email
    UNION ALL SELECT 'project.created', created_at, creator, id, ARRAY[id],
      jsonb_build_object('id', id, 'data', jsonb_build_object('name', name, 'title', name)) FROM ${helpers}.projects
    UNION ALL SELECT 'project.archived', archived_at, creator, id, ARRAY[id], jsonb_build_object('id', id)
      FROM ${helpers}.projects WHERE archived_at IS NOT NULL
    UNION ALL SELECT 'service_account.created', created_at, creator, project_id, ARRAY[id],
      jsonb_build_object('id', id, 'data', jsonb_build_object('role', 'member')) FROM ${helpers}.accounts
    UNION ALL SELECT 'api_key.created', created_at, creator, project_id, ARRAY[id],
      jsonb_build_object('id', id, 'data', jsonb_build_object('scopes', '[]'::jsonb)) FROM ${helpers}.keys
    UNION ALL SELECT 'api_key.deleted', deleted_at, creator, project_id, ARRAY[id], jsonb_build_object('id', id)
      FROM ${helpers}.keys WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'role.assignment.created', created_at, creator, project_id, ARRAY[role_id, group_id],
      jsonb_build_object('id', role_id, 'principal_id', group_id, 'principal_type', 'group', 'resource_id', project_id, 'resource_type', 'api.project')
      FROM (SELECT *, 'role-api-project-member__api-project__' || project_id AS role_id FROM ${helpers}.project_groups) g
    UNION ALL SELECT 'group.created', created_at, 1, NULL, ARRAY[id], jsonb_build_object('id', id, 'data', jsonb_build_object('group_name', name))
      FROM ${helpers}.groups
    UNION ALL SELECT 'tenant.user.added', added_at, n, NULL, ARRAY[id], jsonb_build_object('id', id, 'email', email) FROM ${helpers}.people
    UNION ALL SELECT 'tenant.user.removed', deleted_at, 1 + n % ${owners}, NULL, ARRAY[id], jsonb_build_object('id', id, 'email', email)
      FROM ${helpers}.people WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'tenant.group.member.added', m.added_at, 1, NULL, ARRAY[m.group_id, m.user_id],
      jsonb_build_object('id', m.group_id, 'user_id', m.user_id) FROM twin.group_users m
    UNION ALL SELECT 'tenant.group.member.removed', m.deleted_at, 1, NULL, ARRAY[m.group_id, m.user_id],
      jsonb_build_object('id', m.group_id, 'user_id', m.user_id) FROM twin.group_users m WHERE m.deleted_at IS NOT NULL
  ) c WHERE at >= ${startAt} AND at < ${anchorAt} ORDER BY at`;

/** A day's sign-ins of those who live all day, and the day's changes, in the order of their time. */
const ofDay = (at: number, share: number) => `
  INSERT INTO twin.events (id, type, effective_at, is_tenant, project_id, actor, actor_ids, actor_email, resource_ids, payload)
  SELECT 'audit_log-' || lpad(to_hex(${at / day}), 6, '0') || lpad(to_hex(row_number() OVER (ORDER BY e.at, e.by, e.type, e.resource_ids)), 18, '0'),
    e.type, e.at, e.type LIKE 'tenant.%', e.project_id, a.actor, ARRAY[a.id], a.email, e.resource_ids, e.payload
  FROM (
    SELECT type, at, by, project_id, resource_ids, payload FROM ${helpers}.changes WHERE at >= ${at} AND at < ${at + day}
    UNION ALL
    SELECT CASE WHEN kind < 0.82 THEN 'login.succeeded' WHEN kind < 0.98 THEN 'logout.succeeded' ELSE 'login.failed' END,
      ${at} + (${helpers}.draw(n * 131071 + ${at / day}, 22 + 2 * i) * 86399)::bigint, n, NULL, '{}',
      CASE WHEN kind < 0.82 THEN NULL WHEN kind < 0.98 THEN '{}' ELSE '{"error_code": "invalid_credentials"}' END::jsonb
    FROM (SELECT n, i, ${helpers}.draw(n * 131071 + ${at / day}, 23 + 2 * i) AS kind FROM ${helpers}.actors,
        generate_series(1, floor(${share} + ${helpers}.draw(n * 131071 + ${at / day}, 21))::int) i
      WHERE added_at <= ${at} AND until_at >= ${at + day}) seen
  ) e JOIN ${helpers}.actors a ON a.n = e.by
  ORDER BY e.at, e.by, e.type, e.resource_ids`;

/** Makes the tables that days are written from; answers how many sign-ins a person has on a mean day. */
export async function prepareEvents(pool: pg.Pool, size: Size): Promise<number> {
  return transaction(pool, async (tx) => {
    await tx.query(actors);
    await tx.query(changes(size));
    await tx.query(`CREATE INDEX ON ${helpers}.changes (at)`);
    await tx.query(`ANALYZE ${helpers}.actors, ${helpers}.changes`);
    return shareOf(tx, size);
  });
}

/** Answers how many rows the day has. */
export async function writeLargeEvents(tx: Transaction, at: number, share: number): Promise<number> {
  const isWeekend = [saturday, saturday + 1].includes((at / day) % 7);
  const { rowCount } = await tx.query(ofDay(at, share * (isWeekend ? load.weekend : load.weekday)));
  return rowCount ?? 0;
}

/** So many that the whole has its size. */
async function shareOf(on: Queryable, { events, startAt, anchorAt }: Size): Promise<number> {
  const row = await one<{ changes: number; days: number }>(
    on,
    `SELECT (SELECT count(*) FROM ${helpers}.changes) AS changes, coalesce(sum(greatest(0,
       (least(until_at, ${anchorAt}) - greatest(added_at, ${startAt})) / 86400.0 - 0.5)), 1)::float8 AS days FROM ${helpers}.actors`,
  );
  return row ? Math.max(0, events - row.changes) / row.days : 0;
}
