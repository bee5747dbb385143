-- This month by project against the same days of a year ago.
SELECT p.name, '$' || to_char(c.amount, 'FM999,999,990.00') AS amount, c.before::text AS "not shown"
FROM (SELECT project_id, sum(amount) FILTER (WHERE day >= date_trunc('month', :today_utc::date)) AS amount,
    sum(amount) FILTER (WHERE day < date_trunc('month', :today_utc::date)) AS before
  FROM facts.costs_daily
  WHERE organization_id = :organization AND grain = 'project' AND (day >= date_trunc('month', :today_utc::date)
    OR day >= date_trunc('month', :today_utc::date) - interval '1 year' AND day <= :today_utc::date - interval '1 year')
  GROUP BY project_id ORDER BY 2 DESC NULLS LAST, project_id LIMIT 50) c
JOIN projects p ON p.organization_id = :organization AND p.id = c.project_id;
