import type pg from "pg";

/**
 * Writes audit events that look like real ones, newest second apart from each other, over a year: sessions from
 * a few hundred people, keys, roles and projects, about 700 bytes of JSON each. Set-based: minutes for ten million.
 */
export async function makeEvents(client: pg.Client, organizationId: string, count: number): Promise<void> {
  await client.query("SELECT facts.ensure_months('audit_events', '2025-11-01', '2026-11-30')");
  // The export reads by the primary key; the text index would take most of the time to fill and none to read.
  await client.query("DROP INDEX IF EXISTS facts.audit_events_search");
  await client.query(
    `INSERT INTO facts.audit_events (organization_id, effective_at, id, type, actor_kind, actor_id, actor_email,
       project_id, project_name, resource_id, ip, search_text, raw)
     SELECT $1::uuid, at, id, type, 'user', actor, email, project, 'Search ' || n % 200, resource, ip,
       lower(concat_ws(E'\\n', id, type, email, actor, ip, project, resource)),
       json_build_object(
         'object', 'organization.audit_log', 'id', id, 'type', type, 'effective_at', extract(epoch FROM at)::bigint,
         'actor', json_build_object('type', 'session', 'session', json_build_object(
           'user', json_build_object('id', actor, 'email', email), 'ip_address', ip,
           'user_agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
           'ja3', md5(actor), 'ja4', 't13d1516h2_' || left(md5(actor), 12) || '_' || left(md5(ip), 12),
           'ip_address_details', json_build_object('country', 'JP', 'city', '東京', 'region', 'Tokyo', 'asn', '2516'))),
         'project', json_build_object('id', project, 'name', 'Search ' || n % 200),
         type, json_build_object('id', resource, 'data', json_build_object('name', 'Key "' || n || '"', 'role', 'member'))
       )::text::json
     FROM (
       SELECT n, timestamptz '2025-11-01 00:00:00+00' + make_interval(secs => floor(n * (390 * 86400.0) / $2)) AS at,
         'audit_log-' || left(md5(n::text), 24) AS id,
         (ARRAY['api_key.created', 'project.updated', 'user.added', 'login.succeeded', 'role.updated'])[1 + n % 5] AS type,
         'user-' || left(md5((n % 400)::text), 24) AS actor, 'person' || n % 400 || '@example.com' AS email,
         'proj_' || left(md5((n % 200)::text), 24) AS project, 'key_' || left(md5((n % 20000)::text), 16) AS resource,
         '203.0.113.' || n % 254 AS ip
       FROM generate_series(1, $2::bigint) AS n
     ) AS made`,
    [organizationId, count],
  );
  await client.query("VACUUM (ANALYZE) facts.audit_events");
}
