SELECT name, time_zone, base_url FROM organizations WHERE id = :organization;

SELECT facts AS "not shown", keep_months::text AS "not shown too" FROM retentions WHERE organization_id = :organization;
