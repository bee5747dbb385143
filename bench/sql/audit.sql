-- The newest events, and whether there are more than ten thousand.
SELECT actor_email, ip, type FROM facts.audit_events
WHERE organization_id = :organization ORDER BY effective_at DESC, id DESC LIMIT 50;

SELECT CASE WHEN count(*) > 10000 THEN 'More than 10,000 events' END AS counted
FROM (SELECT FROM facts.audit_events WHERE organization_id = :organization LIMIT 10001) AS capped;
