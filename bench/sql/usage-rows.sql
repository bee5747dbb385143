-- The hours of one local day, latest first, with what they are about; and what the day adds up to.
SELECT to_char(u.requests, 'FM999,999,999,999') AS requests, to_char(u.input_tokens, 'FM999,999,999,999') AS input,
  u.project_id AS project, u.model
FROM facts.usage u
WHERE u.organization_id = :organization AND u.kind = 'completions'
  AND u.bucket_at >= (:day_local::timestamp AT TIME ZONE :zone) AND u.bucket_at < ((:day_local::date + 1)::timestamp AT TIME ZONE :zone)
ORDER BY bucket_at DESC, project_id DESC, member_id DESC, api_key_id DESC, model DESC, service_tier DESC, batch DESC, api_source DESC,
  size DESC, source DESC, context_level DESC, vector_store_id DESC LIMIT 50;

SELECT to_char(sum(input_tokens), 'FM999,999,999,999,999') AS total FROM facts.usage
WHERE organization_id = :organization AND kind = 'completions'
  AND bucket_at >= (:day_local::timestamp AT TIME ZONE :zone) AND bucket_at < ((:day_local::date + 1)::timestamp AT TIME ZONE :zone);
