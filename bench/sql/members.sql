-- A page of people by name, with their projects and keys.
SELECT m.email,
  (SELECT count(*) FROM project_members pm WHERE pm.organization_id = m.organization_id AND pm.member_id = m.id
    AND pm.deleted_at IS NULL)::text AS projects,
  (SELECT count(*) FROM api_keys k WHERE k.organization_id = m.organization_id AND k.owner_id = m.id
    AND k.deleted_at IS NULL)::text AS keys
FROM members m
WHERE m.organization_id = :organization AND m.deleted_at IS NULL
ORDER BY lower(coalesce(m.name, '')), m.id LIMIT 50;
