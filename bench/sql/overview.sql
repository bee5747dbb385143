-- Spend of thirty UTC days, of this month, and of the same days of the last one.
SELECT '$' || to_char(sum(amount) FILTER (WHERE day > :today_utc::date - 30), 'FM999,999,990.00') AS thirty,
  '$' || to_char(sum(amount) FILTER (WHERE day >= date_trunc('month', :today_utc::date)), 'FM999,999,990.00') AS month
FROM facts.costs_daily
WHERE organization_id = :organization AND grain = 'total' AND day >= date_trunc('month', :today_utc::date) - interval '1 month';

-- The leading models by input tokens.
SELECT model, to_char(sum(input_tokens), 'FM999,999,999,999,999') AS tokens
FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'model' AND kind = 'completions' AND day > :today_local::date - 30
GROUP BY model ORDER BY sum(input_tokens) DESC LIMIT 5;

-- The leading projects by spend.
SELECT p.name, '$' || to_char(c.amount, 'FM999,999,990.00') AS amount
FROM (SELECT project_id, sum(amount) AS amount FROM facts.costs_daily
  WHERE organization_id = :organization AND grain = 'project' AND day > :today_utc::date - 30
  GROUP BY project_id ORDER BY 2 DESC LIMIT 5) c
JOIN projects p ON p.organization_id = :organization AND p.id = c.project_id;

-- The latest events.
SELECT actor_email FROM facts.audit_events
WHERE organization_id = :organization ORDER BY effective_at DESC, id DESC LIMIT 8;

-- Keys at risk.
SELECT to_char(count(*) FILTER (WHERE never_used), 'FM999,999') || ' never used' AS never_used,
  to_char(count(*) FILTER (WHERE unused), 'FM999,999') || ' unused' AS unused,
  to_char(count(*) FILTER (WHERE owner_gone), 'FM999,999') || ' without owner' AS owner_gone,
  to_char(count(*) FILTER (WHERE expiring), 'FM999,999') || ' expiring' AS expiring
FROM (
  SELECT k.last_used_at IS NULL AND k.created_at < now() - interval '30 days' AS never_used,
    k.last_used_at < now() - interval '90 days' AS unused,
    k.owner_project_access = 'inactive' OR (k.owner_kind = 'user' AND o.id IS NULL) AS owner_gone,
    k.expires_at < now() + interval '14 days' AS expiring
  FROM api_keys k
  JOIN projects p ON p.organization_id = k.organization_id AND p.id = k.project_id AND p.deleted_at IS NULL
    AND p.archived_at IS NULL AND p.status IS DISTINCT FROM 'archived'
  LEFT JOIN members o ON o.organization_id = k.organization_id AND o.id = k.owner_id AND o.deleted_at IS NULL
  WHERE k.organization_id = :organization AND k.deleted_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
) AS key;

-- Who was active, of how many.
WITH people AS (
  SELECT id FROM members WHERE organization_id = :organization AND deleted_at IS NULL AND NOT is_service_account
), seen AS (
  SELECT DISTINCT member_id FROM facts.usage_daily
  WHERE organization_id = :organization AND grain = 'full' AND day > :today_local::date - 30 AND member_id <> '' AND requests > 0
)
SELECT to_char((SELECT count(*) FROM people JOIN seen ON member_id = id), 'FM999,999') AS active,
  'of ' || to_char((SELECT count(*) FROM people), 'FM999,999') || ' members' AS members;
