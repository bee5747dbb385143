/** The audit log of the mirror, from the twin's own rows, each event with the very text that the sync keeps. */

/** jsonb as JSON.stringify writes it; the seed's texts hold nothing that looks like a separator. */
const compact = (value: string) => `replace(replace(${value}::text, '": ', '":'), ', "', ',"')`;

/** Every text value, in the order of the document, a line each. */
const texts = (value: string) => `(SELECT string_agg(word #>> '{}', E'\\n')
  FROM jsonb_path_query(${value}, 'strict $.** ? (@.type() == "string")') AS word)`;

/** There are as many actors as people and a thousand times as many events: what they say of themselves is worked out once. */
const actors = `
  CREATE TEMPORARY TABLE bench_actors AS
  SELECT actor, ${compact("actor")} AS text, ${texts("actor")} AS search,
    coalesce(actor #>> '{session,user,id}', actor #>> '{api_key,user,id}') AS person,
    coalesce(actor #>> '{session,user,email}', actor #>> '{api_key,user,email}') AS email,
    actor #>> '{api_key,service_account,id}' AS account, actor #>> '{api_key,id}' AS key,
    actor #>> '{session,ip_address}' AS ip
  FROM (SELECT DISTINCT actor FROM twin.events WHERE actor IS NOT NULL) distinct_actors`;

const quoted = (value: string) => `to_json(${value})::text`;

/** $1 the organization; of the events in [$2, $3), Unix seconds. */
const fill = `
  INSERT INTO facts.audit_events (organization_id, effective_at, id, type, is_tenant, actor_kind, actor_id, actor_email,
    actor_api_key_id, project_id, project_name, resource_id, ip, search_text, raw)
  SELECT $1::uuid, to_timestamp(e.effective_at), e.id, e.type, e.is_tenant,
    CASE WHEN a.person <> '' OR a.email <> '' THEN 'user' WHEN a.account <> '' THEN 'service_account'
      WHEN a.key <> '' THEN 'api_key' ELSE '' END,
    CASE WHEN a.person <> '' OR a.email <> '' THEN coalesce(a.person, '') ELSE coalesce(a.account, '') END,
    coalesce(a.email, ''), coalesce(a.key, ''), coalesce(e.project_id, ''), coalesce(p.name, ''),
    coalesce(e.payload ->> 'id', e.payload ->> 'resource_id', ''), coalesce(a.ip, ''),
    lower(concat_ws(E'\\n', 'organization.audit_log', e.id, e.type, a.search, e.project_id, p.name,
      CASE WHEN e.payload <> '{}' THEN ${texts("e.payload")} END)),
    ('{"object":"organization.audit_log","id":' || ${quoted("e.id")} || ',"type":' || ${quoted("e.type")}
      || ',"effective_at":' || e.effective_at || ',"actor":' || coalesce(a.text, 'null')
      || CASE WHEN e.project_id IS NULL THEN '' ELSE ',"project":{"id":' || ${quoted("e.project_id")}
        || CASE WHEN p.name IS NULL THEN '' ELSE ',"name":' || ${quoted("p.name")} END || '}' END
      || CASE WHEN e.payload IS NULL THEN '' ELSE ',' || ${quoted("e.type")} || ':' || ${compact("e.payload")} END
      || '}')::json
  FROM twin.events e LEFT JOIN bench_actors a ON a.actor = e.actor LEFT JOIN twin.projects p ON p.id = e.project_id
  WHERE e.effective_at >= $2 AND e.effective_at < $3 ORDER BY e.effective_at`;

export const eventStatements = { actors, fill };
