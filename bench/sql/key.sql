-- One key with its owner and project, what it used and cost, and what happened to it.
SELECT k.id, k.name, k.redacted_value, k.owner_name, p.name AS project FROM api_keys k
JOIN projects p ON p.organization_id = k.organization_id AND p.id = k.project_id
WHERE k.organization_id = :organization AND k.project_id = :key_project AND k.id = :key;

SELECT day::text AS "not shown", sum(requests)::text AS "not shown too" FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'full' AND api_key_id = :key AND day > :today_local::date - 30 GROUP BY day;

SELECT sum(amount)::text AS "not shown" FROM facts.costs
WHERE organization_id = :organization AND "grouping" = 'api_key' AND api_key_id = :key AND day > :today_utc::date - 60;

SELECT id AS "not shown" FROM facts.audit_events
WHERE organization_id = :organization AND actor_api_key_id = :key ORDER BY effective_at DESC, id DESC LIMIT 10;
