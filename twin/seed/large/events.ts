import { one } from "#twin/database.ts";
import type { Transaction } from "#twin/database.ts";
import type { Size } from "#twin/seed/large/size.ts";

const day = 86_400;
const load = { weekday: 1.3, weekend: 0.25 };
const saturday = 2; // 1970-01-01 was a Thursday

const actors = `
  CREATE TEMPORARY TABLE large_actors ON COMMIT DROP AS
  SELECT n, id, email, added_at, coalesce(deleted_at, 9e15::bigint) AS until_at,
    jsonb_build_object('type', 'session', 'session', jsonb_build_object('user', jsonb_build_object('id', id, 'email', email),
      'ip_address', '203.0.113.' || 1 + n % 250, 'user_agent', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0.0.0')) AS actor
  FROM large_people`;

/** What the directory's rows tell of its history: type, time, who did it, where, to whom, with what. */
const changes = ({ startAt, anchorAt, owners }: Size) => `
  CREATE TEMPORARY TABLE large_changes ON COMMIT DROP AS
  SELECT * FROM (
    SELECT 'user.added' AS type, added_at AS at, n AS by, NULL::text AS project_id, ARRAY[id] AS resource_ids,
      jsonb_build_object('id', id, 'data', jsonb_build_object('role', role)) AS payload FROM large_people
    UNION ALL SELECT 'user.deleted', deleted_at, 1 + n % ${owners}, NULL, ARRAY[id], jsonb_build_object('id', id)
      FROM large_people WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'invite.sent', i.created_at, 1 + length(i.email) % ${owners}, NULL, ARRAY[i.id],
      jsonb_build_object('id', i.id, 'data', jsonb_build_object('email', i.email, 'role', i.role)) FROM twin.invites i
    UNION ALL SELECT 'invite.accepted', i.accepted_at, u.n, NULL, ARRAY[i.id], jsonb_build_object('id', i.id)
      FROM twin.invites i JOIN large_people u ON u.email = i.email
    UNION ALL SELECT 'project.created', created_at, creator, id, ARRAY[id],
      jsonb_build_object('id', id, 'data', jsonb_build_object('name', name, 'title', name)) FROM large_projects
    UNION ALL SELECT 'project.archived', archived_at, creator, id, ARRAY[id], jsonb_build_object('id', id)
      FROM large_projects WHERE archived_at IS NOT NULL
    UNION ALL SELECT 'service_account.created', created_at, creator, project_id, ARRAY[id],
      jsonb_build_object('id', id, 'data', jsonb_build_object('role', 'member')) FROM large_accounts
    UNION ALL SELECT 'api_key.created', created_at, creator, project_id, ARRAY[id],
      jsonb_build_object('id', id, 'data', jsonb_build_object('scopes', '[]'::jsonb)) FROM large_keys
    UNION ALL SELECT 'api_key.deleted', deleted_at, creator, project_id, ARRAY[id], jsonb_build_object('id', id)
      FROM large_keys WHERE deleted_at IS NOT NULL
    UNION ALL SELECT 'tenant.user.added', added_at, n, NULL, ARRAY[id], jsonb_build_object('id', id, 'email', email) FROM large_people
  ) c WHERE at >= ${startAt} AND at < ${anchorAt} ORDER BY at`;

/** A day's sign-ins of those who live all day, and the day's changes, in the order of their time. */
const ofDay = (at: number, share: number) => `
  INSERT INTO twin.events (id, type, effective_at, is_tenant, project_id, actor, actor_ids, actor_email, resource_ids, payload)
  SELECT 'audit_log-' || lpad(to_hex(${at / day}), 6, '0') || lpad(to_hex(row_number() OVER (ORDER BY e.at, e.by, e.type, e.resource_ids)), 18, '0'),
    e.type, e.at, e.type LIKE 'tenant.%', e.project_id, a.actor, ARRAY[a.id], a.email, e.resource_ids, e.payload
  FROM (
    SELECT type, at, by, project_id, resource_ids, payload FROM large_changes WHERE at >= ${at} AND at < ${at + day}
    UNION ALL
    SELECT CASE WHEN kind < 0.82 THEN 'login.succeeded' WHEN kind < 0.98 THEN 'logout.succeeded' ELSE 'login.failed' END,
      ${at} + (pg_temp.draw(n * 131071 + ${at / day}, 22 + 2 * i) * 86399)::bigint, n, NULL, '{}',
      CASE WHEN kind < 0.82 THEN NULL WHEN kind < 0.98 THEN '{}' ELSE '{"error_code": "invalid_credentials"}' END::jsonb
    FROM (SELECT n, i, pg_temp.draw(n * 131071 + ${at / day}, 23 + 2 * i) AS kind FROM large_actors,
        generate_series(1, floor(${share} + pg_temp.draw(n * 131071 + ${at / day}, 21))::int) i
      WHERE added_at <= ${at} AND until_at >= ${at + day}) seen
  ) e JOIN large_actors a ON a.n = e.by
  ORDER BY e.at, e.by, e.type, e.resource_ids`;

export async function seedLargeEvents(tx: Transaction, size: Size): Promise<void> {
  await tx.query(actors);
  await tx.query(changes(size));
  await tx.query("CREATE INDEX ON large_changes (at)");
  await tx.query("ANALYZE large_actors, large_changes");
  const share = await shareOf(tx, size);
  for (let at = size.startAt; at < size.anchorAt; at += day) {
    const isWeekend = [saturday, saturday + 1].includes((at / day) % 7);
    await tx.query(ofDay(at, share * (isWeekend ? load.weekend : load.weekday)));
  }
}

/** How many sign-ins a person has on a mean day, so that the whole has its size. */
async function shareOf(tx: Transaction, { events, startAt, anchorAt }: Size): Promise<number> {
  const row = await one<{ changes: number; days: number }>(
    tx,
    `SELECT (SELECT count(*) FROM large_changes) AS changes, coalesce(sum(greatest(0,
       (least(until_at, ${anchorAt}) - greatest(added_at, ${startAt})) / 86400.0 - 0.5)), 1)::float8 AS days FROM large_actors`,
  );
  return row ? Math.max(0, events - row.changes) / row.days : 0;
}
