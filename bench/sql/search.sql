SELECT email FROM members WHERE organization_id = :organization AND deleted_at IS NULL
  AND lower(coalesce(email, '')) LIKE 'yuki.mori.4%' ORDER BY lower(email), id LIMIT 3;
