SELECT email FROM invites WHERE organization_id = :organization AND deleted_at IS NULL
ORDER BY coalesce(created_at, '-infinity'::timestamptz) DESC, id DESC LIMIT 50;

SELECT count(*)::text AS "not shown" FROM (SELECT FROM invites WHERE organization_id = :organization AND deleted_at IS NULL LIMIT 10001) AS capped;
