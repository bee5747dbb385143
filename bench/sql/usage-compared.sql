-- Thirty local days by model, and the thirty before them.
SELECT model, to_char(sum(input_tokens) FILTER (WHERE day > :today_local::date - 30), 'FM999,999,999,999,999') AS input,
  to_char(sum(input_tokens) FILTER (WHERE day <= :today_local::date - 30), 'FM999,999,999,999,999') AS before
FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'model' AND kind = 'completions' AND day > :today_local::date - 60
GROUP BY model HAVING sum(input_tokens) FILTER (WHERE day > :today_local::date - 30) > 0
ORDER BY sum(input_tokens) FILTER (WHERE day > :today_local::date - 30) DESC LIMIT 50;

SELECT day::text AS "not shown", model AS "not shown too", sum(input_tokens)::text AS "nor this" FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'model' AND kind = 'completions' AND day > :today_local::date - 60 GROUP BY day, model;
