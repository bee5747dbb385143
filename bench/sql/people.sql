SELECT u.email, u.name, (SELECT max(s.last_seen_at)::text FROM sessions s WHERE s.user_id = u.id) AS "not shown"
FROM grants g JOIN users u ON u.id = g.user_id
WHERE g.organization_id = :organization OR g.organization_id IS NULL ORDER BY u.email, g.id LIMIT 200;
