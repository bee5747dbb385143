-- The views on the menu, and what the one that is open shows: seven local days by project.
SELECT name FROM saved_views
WHERE organization_id = :organization AND page = 'usage' AND removed_at IS NULL AND (is_shared OR owner_id::text = '') ORDER BY name, id LIMIT 200;

SELECT p.name, to_char(u.requests, 'FM999,999,999,999') AS requests
FROM (SELECT project_id, sum(requests) AS requests FROM facts.usage_daily
  WHERE organization_id = :organization AND grain = 'project' AND kind = 'completions' AND day > :today_local::date - 7
  GROUP BY project_id HAVING sum(input_tokens) > 0 ORDER BY sum(input_tokens) DESC, project_id LIMIT 50) u
JOIN projects p ON p.organization_id = :organization AND p.id = u.project_id;

SELECT day::text AS "not shown", project_id AS "not shown too", sum(input_tokens)::text AS "nor this" FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'project' AND kind = 'completions' AND day > :today_local::date - 7 GROUP BY day, project_id;
