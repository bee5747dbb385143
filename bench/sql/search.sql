-- A person by the beginning of an address; the same text is looked for in everything else that the palette finds.
SELECT email FROM members
WHERE organization_id = :organization AND deleted_at IS NULL AND lower(coalesce(email, '')) LIKE 'yuki.mori.40003%' LIMIT 5;

SELECT id AS "not shown" FROM projects
WHERE organization_id = :organization AND deleted_at IS NULL AND lower(coalesce(name, '') || ' ' || id) LIKE '%yuki.mori.40003%' LIMIT 5;

SELECT id AS "not shown" FROM api_keys
WHERE organization_id = :organization AND deleted_at IS NULL
  AND lower(coalesce(name, '') || ' ' || redacted_value || ' ' || coalesce(owner_name, '') || ' ' || id) LIKE '%yuki.mori.40003%' LIMIT 5;
