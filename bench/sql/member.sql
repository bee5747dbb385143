SELECT email, name FROM members WHERE organization_id = :organization AND id = :member;

SELECT p.name FROM project_members pm
JOIN projects p ON p.organization_id = pm.organization_id AND p.id = pm.project_id
WHERE pm.organization_id = :organization AND pm.member_id = :member AND pm.deleted_at IS NULL
  AND p.deleted_at IS NULL AND p.status IS DISTINCT FROM 'archived'
ORDER BY lower(coalesce(p.name, '')) LIMIT 10;

SELECT day::text AS "not shown", sum(requests) AS "not shown too" FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'full' AND member_id = :member AND kind = 'completions'
  AND day > :today_local::date - 30 GROUP BY day;
