-- The days behind thirty local days of input tokens, and their sum.
SELECT to_char(sum(input_tokens), 'FM999,999,999,999,999') AS input FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'model' AND kind = 'completions' AND day > :today_local::date - 30
GROUP BY day ORDER BY day DESC LIMIT 50;

SELECT to_char(sum(input_tokens), 'FM999,999,999,999,999') AS total FROM facts.usage_daily
WHERE organization_id = :organization AND grain = 'model' AND kind = 'completions' AND day > :today_local::date - 30;
