SELECT asked_by_label FROM background_jobs WHERE organization_id = :organization AND kind = 'export' ORDER BY created_at DESC LIMIT 100;

SELECT kind AS "not shown", progress_done::text AS "not shown too" FROM streams WHERE organization_id = :organization;
