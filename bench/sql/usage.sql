-- Thirty local days by model and by day, and in all.
SELECT to_char(sum(requests), 'FM999,999,999,999') AS requests, to_char(sum(input_tokens), 'FM999,999,999,999,999') AS input,
  to_char(sum(input_cached_tokens), 'FM999,999,999,999,999') AS cached, to_char(sum(output_tokens), 'FM999,999,999,999,999') AS output
FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'model' AND kind = 'completions' AND day > :today_local::date - 30;

SELECT model, to_char(sum(requests), 'FM999,999,999,999') AS requests, to_char(sum(input_tokens), 'FM999,999,999,999,999') AS input,
  to_char(sum(input_cached_tokens), 'FM999,999,999,999,999') AS cached, to_char(sum(output_tokens), 'FM999,999,999,999,999') AS output
FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'model' AND kind = 'completions' AND day > :today_local::date - 30
GROUP BY model ORDER BY sum(input_tokens) DESC LIMIT 50;

SELECT day AS "not shown", model AS "not shown too", sum(input_tokens) AS "nor this"
FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'model' AND kind = 'completions' AND day > :today_local::date - 30
GROUP BY day, model;
