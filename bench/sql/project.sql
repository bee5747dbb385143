SELECT name, id FROM projects WHERE organization_id = :organization AND id = :project;

SELECT m.email FROM project_members pm
JOIN members m ON m.organization_id = pm.organization_id AND m.id = pm.member_id
WHERE pm.organization_id = :organization AND pm.project_id = :project AND pm.deleted_at IS NULL
ORDER BY lower(coalesce(m.name, '')), m.id LIMIT 5;

SELECT sum(amount) AS "not shown" FROM facts.costs_daily
WHERE organization_id = :organization AND grain = 'project' AND project_id = :project
  AND day > :today_utc::date - 30;
