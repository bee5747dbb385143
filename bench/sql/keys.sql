-- A page of keys, those unused for longest first, with their owners and projects.
SELECT k.name, k.redacted_value, p.name AS project FROM api_keys k
JOIN projects p ON p.organization_id = k.organization_id AND p.id = k.project_id
WHERE k.organization_id = :organization AND k.deleted_at IS NULL
ORDER BY coalesce(k.last_used_at, '-infinity'::timestamptz) DESC, k.id DESC, k.project_id DESC LIMIT 50;

SELECT count(*) AS "not shown" FROM (SELECT FROM api_keys k
  WHERE k.organization_id = :organization AND k.deleted_at IS NULL LIMIT 10001) AS capped;
