-- What was billed for one UTC day by project and line item, a page of it, and all of it.
SELECT c.line_item, p.name AS project FROM (
  SELECT project_id, line_item FROM facts.costs
  WHERE organization_id = :organization AND "grouping" = 'project_line_item' AND day = :day_utc::date AND lower(currency) = 'usd'
  ORDER BY project_id, line_item, member_id, api_key_id, amount::text LIMIT 50) c
LEFT JOIN projects p ON p.organization_id = :organization AND p.id = c.project_id;

SELECT '$' || to_char(sum(amount), 'FM999,999,990.00') AS total FROM facts.costs
WHERE organization_id = :organization AND "grouping" = 'project_line_item' AND day = :day_utc::date AND lower(currency) = 'usd';
