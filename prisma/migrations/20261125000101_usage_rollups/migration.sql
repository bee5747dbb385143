-- Usage by day and by month of the organization's time zone. Readers go on meanwhile: the new tables are filled
-- beside the old one, and what takes their lock stands at the end.
LOCK TABLE facts.usage_daily IN SHARE MODE;

UPDATE facts.usage SET size = coalesce(detail->>'size', ''), source = coalesce(detail->>'source', ''),
  context_level = coalesce(detail->>'context_level', ''), vector_store_id = coalesce(detail->>'vector_store_id', '')
WHERE detail IS NOT NULL;

-- Three grains, a partition each: model (model and every small dimension), project, and full (all dimensions).
-- Dimensions outside a grain are ''. Written by facts.refresh_usage_daily alone, under the stream's lease.
CREATE TABLE facts.usage_daily_new (
  organization_id uuid NOT NULL,
  grain text NOT NULL,
  kind text NOT NULL,
  day date NOT NULL,
  project_id text NOT NULL DEFAULT '',
  member_id text NOT NULL DEFAULT '',
  api_key_id text NOT NULL DEFAULT '',
  model text NOT NULL DEFAULT '',
  service_tier text NOT NULL DEFAULT '',
  batch text NOT NULL DEFAULT '',
  api_source text NOT NULL DEFAULT '',
  size text NOT NULL DEFAULT '',
  source text NOT NULL DEFAULT '',
  context_level text NOT NULL DEFAULT '',
  vector_store_id text NOT NULL DEFAULT '',
  requests bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  input_cached_tokens bigint NOT NULL,
  quantity numeric NOT NULL
) PARTITION BY LIST (grain);
CREATE TABLE facts.usage_daily_by_model PARTITION OF facts.usage_daily_new FOR VALUES IN ('model');
CREATE TABLE facts.usage_daily_by_project PARTITION OF facts.usage_daily_new FOR VALUES IN ('project');
CREATE TABLE facts.usage_daily_full PARTITION OF facts.usage_daily_new FOR VALUES IN ('full');

-- The same by month, for long periods; month is its first day.
CREATE TABLE facts.usage_monthly (LIKE facts.usage_daily_new INCLUDING DEFAULTS) PARTITION BY LIST (grain);
ALTER TABLE facts.usage_monthly RENAME COLUMN day TO month;
CREATE TABLE facts.usage_monthly_by_model PARTITION OF facts.usage_monthly FOR VALUES IN ('model');
CREATE TABLE facts.usage_monthly_by_project PARTITION OF facts.usage_monthly FOR VALUES IN ('project');
CREATE TABLE facts.usage_monthly_full PARTITION OF facts.usage_monthly FOR VALUES IN ('full');

INSERT INTO facts.usage_daily_new (organization_id, grain, kind, day, project_id, member_id, api_key_id, model,
  service_tier, batch, requests, input_tokens, output_tokens, input_cached_tokens, quantity)
SELECT organization_id, grain, kind, day, project_id, member_id, api_key_id, model,
  service_tier, batch, requests, input_tokens, output_tokens, input_cached_tokens, quantity
FROM facts.usage_daily WHERE grain IN ('model', 'project', 'full');

INSERT INTO facts.usage_monthly
SELECT organization_id, grain, kind, date_trunc('month', day)::date, project_id, member_id, api_key_id, model,
  service_tier, batch, api_source, size, source, context_level, vector_store_id,
  sum(requests), sum(input_tokens), sum(output_tokens), sum(input_cached_tokens), sum(quantity)
FROM facts.usage_daily_new
GROUP BY organization_id, grain, kind, date_trunc('month', day)::date, project_id, member_id, api_key_id, model,
  service_tier, batch, api_source, size, source, context_level, vector_store_id;

-- A page asks for all of some days, or for one project, member or key over many.
CREATE INDEX usage_daily_day ON facts.usage_daily_new (organization_id, kind, day);
CREATE INDEX usage_daily_of_project ON facts.usage_daily_by_project (organization_id, project_id, kind, day);
CREATE INDEX usage_daily_full_of_project ON facts.usage_daily_full (organization_id, project_id, kind, day);
CREATE INDEX usage_daily_full_of_member ON facts.usage_daily_full (organization_id, member_id, kind, day);
CREATE INDEX usage_daily_full_of_key ON facts.usage_daily_full (organization_id, api_key_id, kind, day);
CREATE INDEX usage_monthly_month ON facts.usage_monthly (organization_id, kind, month);

-- Rebuilds the rollups of one kind for the local days [from_day, to_day], and the months that they lie in, from
-- the hourly rows. Call it in the transaction that changed them. Each grain is made from the next finer one.
CREATE OR REPLACE FUNCTION facts.refresh_usage_daily(org uuid, usage_kind text, zone text, from_day date, to_day date)
RETURNS void LANGUAGE plpgsql SET work_mem = '64MB' SET jit = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  from_month date := date_trunc('month', from_day)::date;
  to_month date := date_trunc('month', to_day)::date;
BEGIN
  DELETE FROM facts.usage_daily WHERE organization_id = org AND kind = usage_kind AND day BETWEEN from_day AND to_day;

  INSERT INTO facts.usage_daily
  SELECT org, 'full', usage_kind, (bucket_at AT TIME ZONE zone)::date AS local_day, project_id, member_id, api_key_id,
    model, service_tier, batch, api_source, size, source, context_level, vector_store_id,
    sum(requests), sum(input_tokens), sum(output_tokens), sum(input_cached_tokens), sum(quantity)
  FROM facts.usage
  WHERE organization_id = org AND kind = usage_kind
    AND bucket_at >= from_day::timestamp AT TIME ZONE zone
    AND bucket_at < (to_day + 1)::timestamp AT TIME ZONE zone
  GROUP BY local_day, project_id, member_id, api_key_id,
    model, service_tier, batch, api_source, size, source, context_level, vector_store_id;

  INSERT INTO facts.usage_daily (organization_id, grain, kind, day, project_id,
    requests, input_tokens, output_tokens, input_cached_tokens, quantity)
  SELECT org, 'project', usage_kind, day, project_id,
    sum(requests), sum(input_tokens), sum(output_tokens), sum(input_cached_tokens), sum(quantity)
  FROM facts.usage_daily
  WHERE organization_id = org AND grain = 'full' AND kind = usage_kind AND day BETWEEN from_day AND to_day
  GROUP BY day, project_id;

  INSERT INTO facts.usage_daily (organization_id, grain, kind, day, model, service_tier, batch, api_source, size,
    source, context_level, requests, input_tokens, output_tokens, input_cached_tokens, quantity)
  SELECT org, 'model', usage_kind, day, model, service_tier, batch, api_source, size, source, context_level,
    sum(requests), sum(input_tokens), sum(output_tokens), sum(input_cached_tokens), sum(quantity)
  FROM facts.usage_daily
  WHERE organization_id = org AND grain = 'full' AND kind = usage_kind AND day BETWEEN from_day AND to_day
  GROUP BY day, model, service_tier, batch, api_source, size, source, context_level;

  DELETE FROM facts.usage_monthly
  WHERE organization_id = org AND kind = usage_kind AND month BETWEEN from_month AND to_month;

  INSERT INTO facts.usage_monthly
  SELECT org, grain, usage_kind, date_trunc('month', day)::date AS local_month, project_id, member_id, api_key_id,
    model, service_tier, batch, api_source, size, source, context_level, vector_store_id,
    sum(requests), sum(input_tokens), sum(output_tokens), sum(input_cached_tokens), sum(quantity)
  FROM facts.usage_daily
  WHERE organization_id = org AND kind = usage_kind
    AND day >= from_month AND day < (to_month + interval '1 month')::date
  GROUP BY grain, local_month, project_id, member_id, api_key_id,
    model, service_tier, batch, api_source, size, source, context_level, vector_store_id;
END $$;

ALTER TABLE facts.usage DROP COLUMN detail;
DROP TABLE facts.usage_daily;
ALTER TABLE facts.usage_daily_new RENAME TO usage_daily;
