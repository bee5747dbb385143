-- Every kind of thirty local days by its own measure and by day.
SELECT CASE kind WHEN 'images' THEN to_char(sum(quantity), 'FM999,999,999,999') WHEN 'completions' THEN to_char(sum(input_tokens), 'FM999,999,999,999,999')
  WHEN 'embeddings' THEN to_char(sum(input_tokens), 'FM999,999,999,999,999') END AS measure
FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'model' AND day > :today_local::date - 30 GROUP BY kind;

SELECT kind AS "not shown", day::text AS "not shown too", sum(requests)::text AS "nor this" FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'model' AND day > :today_local::date - 30 GROUP BY kind, day;
