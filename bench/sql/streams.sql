SELECT to_char(rows_mirrored, 'FM999,999,999,999') AS rows FROM streams
WHERE organization_id = :organization AND rows_mirrored > 0;
