-- A page of projects by name, with what is in them and what they cost this month; and how many there are.
SELECT p.name, p.id,
  (SELECT to_char(count(*), 'FM999,999') FROM project_members pm WHERE pm.organization_id = p.organization_id
    AND pm.project_id = p.id AND pm.deleted_at IS NULL) AS members,
  '$' || to_char(coalesce(c.amount, 0), 'FM999,999,990.00') AS amount
FROM projects p
LEFT JOIN LATERAL (SELECT sum(amount) AS amount FROM facts.costs_daily
  WHERE organization_id = p.organization_id AND grain = 'project' AND project_id = p.id
    AND day >= date_trunc('month', :today_utc::date)) c ON true
WHERE p.organization_id = :organization AND p.deleted_at IS NULL AND p.status = 'active'
ORDER BY lower(coalesce(p.name, '')), p.id LIMIT 50;

SELECT to_char(count(*), 'FM999,999') || ' projects' AS counted FROM projects
WHERE organization_id = :organization AND deleted_at IS NULL AND status = 'active';
