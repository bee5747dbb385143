/** The audit log of the mirror, from the twin's own rows, each event with the very text that the sync keeps. */

/** jsonb as JSON.stringify writes it; the seed's texts hold nothing that looks like a separator. */
const compact = (value: string) => `replace(replace(${value}::text, '": ', '":'), ', "', ',"')`;

/** Every text value, in the order of the document, a line each. */
const texts = (value: string) => `(SELECT string_agg(word #>> '{}', E'\\n')
  FROM jsonb_path_query(${value}, 'strict $.** ? (@.type() == "string")') AS word)`;

/** There are as many actors as people and a thousand times as many events: what they say of themselves is worked out once. */
const actors = `
  CREATE TEMPORARY TABLE bench_actors AS
  SELECT *, CASE WHEN person <> '' OR email <> '' THEN coalesce(person, '') ELSE coalesce(account, '') END AS id
  FROM (
    SELECT actor, last_at, ${compact("actor")} AS text, actor ->> 'type' AS type,
      lower(concat_ws(E'\\n', ${texts("(actor #> '{session,user}')")}, ${texts("(actor -> 'api_key')")})) AS who,
      lower(actor #>> '{session,user_agent}') AS browser,
      coalesce(actor #>> '{session,user,id}', actor #>> '{api_key,user,id}') AS person,
      coalesce(actor #>> '{session,user,email}', actor #>> '{api_key,user,email}') AS email,
      actor #>> '{api_key,service_account,id}' AS account, actor #>> '{api_key,id}' AS key,
      actor #>> '{session,ip_address}' AS ip
    FROM (SELECT actor, max(effective_at) AS last_at FROM twin.events WHERE actor IS NOT NULL GROUP BY actor) AS each
  ) AS told`;

const ofType = (type: string, actorType: string) =>
  `lower(concat_ws(E'\\n', 'organization.audit_log', ${type}, ${actorType}))`;
const ofProject = "lower(concat_ws(E'\\n', p.id, p.name))";

const digest = (parts: string[]) =>
  `encode(substring(sha256(${parts.map((part) => `convert_to(${part}, 'UTF8')`).join(" || '\\x00'::bytea || ")}) for 16), 'hex')::uuid`;

/** $1 the organization: what its events have in common. */
const values = `
  INSERT INTO facts.audit_values (organization_id, id, found_by, value, text, used_until)
  SELECT $1::uuid, ${digest(["found_by", "value", "text"])}, found_by, value, text,
    date_trunc('month', to_timestamp(max(last_at)) AT TIME ZONE 'UTC')::date
  FROM (
    SELECT 'type' AS found_by, type AS value, ${ofType("type", "actor ->> 'type'")} AS text, max(effective_at) AS last_at
      FROM twin.events GROUP BY type, actor ->> 'type'
    UNION ALL SELECT 'actor_id', id, unnest(ARRAY[who, browser]), last_at FROM bench_actors
    UNION ALL SELECT 'ip', ip, lower(ip), last_at FROM bench_actors
    UNION ALL SELECT 'project_id', p.id, ${ofProject}, e.last_at FROM twin.projects p JOIN (
      SELECT project_id, max(effective_at) AS last_at FROM twin.events GROUP BY project_id) AS e ON e.project_id = p.id
  ) AS told
  WHERE value <> '' AND text <> '' GROUP BY found_by, value, text`;

const quoted = (value: string) => `to_json(${value})::text`;

/** $1 the organization; of the events in [$2, $3), Unix seconds. */
const fill = `
  INSERT INTO facts.audit_events (organization_id, effective_at, id, type, is_tenant, actor_kind, actor_id, actor_email,
    actor_api_key_id, project_id, project_name, resource_id, ip, search_text, repeated_text, raw)
  SELECT $1::uuid, to_timestamp(e.effective_at), e.id, e.type, e.is_tenant,
    CASE WHEN a.person <> '' OR a.email <> '' THEN 'user' WHEN a.account <> '' THEN 'service_account'
      WHEN a.key <> '' THEN 'api_key' ELSE '' END,
    coalesce(a.id, ''),
    coalesce(a.email, ''), coalesce(a.key, ''), coalesce(e.project_id, ''), coalesce(p.name, ''),
    coalesce(e.payload ->> 'id', e.payload ->> 'resource_id', ''), coalesce(a.ip, ''),
    lower(concat_ws(E'\\n', e.id, CASE WHEN e.payload <> '{}' THEN ${texts("e.payload")} END)),
    concat_ws(E'\\n', ${ofType("e.type", "a.type")}, a.who, a.browser, lower(a.ip), CASE WHEN p.id <> '' THEN ${ofProject} END),
    ('{"object":"organization.audit_log","id":' || ${quoted("e.id")} || ',"type":' || ${quoted("e.type")}
      || ',"effective_at":' || e.effective_at || ',"actor":' || coalesce(a.text, 'null')
      || CASE WHEN e.project_id IS NULL THEN '' ELSE ',"project":{"id":' || ${quoted("e.project_id")}
        || CASE WHEN p.name IS NULL THEN '' ELSE ',"name":' || ${quoted("p.name")} END || '}' END
      || CASE WHEN e.payload IS NULL THEN '' ELSE ',' || ${quoted("e.type")} || ':' || ${compact("e.payload")} END
      || '}')::json
  FROM twin.events e LEFT JOIN bench_actors a ON a.actor = e.actor LEFT JOIN twin.projects p ON p.id = e.project_id
  WHERE e.effective_at >= $2 AND e.effective_at < $3 ORDER BY e.effective_at`;

export const eventStatements = { actors, values, fill };
