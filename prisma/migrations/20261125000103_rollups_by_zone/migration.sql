-- In which time zone the days of an organization's usage are counted. Where it moves to another one its rollups
-- are built under next_id, beside those that pages read, and take their place when they are whole.
CREATE TABLE facts.rollups (
  organization_id uuid NOT NULL,
  kind text NOT NULL,
  zone text NOT NULL,
  -- Known to lack something: to be built anew.
  is_stale boolean NOT NULL DEFAULT false,
  next_id uuid,
  next_zone text,
  -- The months after it are built; null where none is.
  next_month date,
  PRIMARY KEY (organization_id, kind)
);

-- What was rolled up before knew nothing of api_source.
INSERT INTO facts.rollups (organization_id, kind, zone, is_stale)
SELECT DISTINCT organization_id, kind, time_zone, true
FROM facts.usage_daily_by_model JOIN organizations ON organizations.id = organization_id;

-- Rebuilds the rollups of one kind for the local days [from_day, to_day], and the months that they lie in, from
-- the hourly rows of org; target is org itself, or the id under which others are made ready. Each grain is made
-- from the next finer one.
CREATE FUNCTION facts.build_usage_rollups(org uuid, target uuid, usage_kind text, zone text, from_day date, to_day date)
RETURNS void LANGUAGE plpgsql SET work_mem = '64MB' SET jit = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  from_month date := date_trunc('month', from_day)::date;
  to_month date := date_trunc('month', to_day)::date;
BEGIN
  DELETE FROM facts.usage_daily WHERE organization_id = target AND kind = usage_kind AND day BETWEEN from_day AND to_day;

  INSERT INTO facts.usage_daily
  SELECT target, 'full', usage_kind, (bucket_at AT TIME ZONE zone)::date AS local_day, project_id, member_id, api_key_id,
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
  SELECT target, 'project', usage_kind, day, project_id,
    sum(requests), sum(input_tokens), sum(output_tokens), sum(input_cached_tokens), sum(quantity)
  FROM facts.usage_daily
  WHERE organization_id = target AND grain = 'full' AND kind = usage_kind AND day BETWEEN from_day AND to_day
  GROUP BY day, project_id;

  INSERT INTO facts.usage_daily (organization_id, grain, kind, day, model, service_tier, batch, api_source, size,
    source, context_level, requests, input_tokens, output_tokens, input_cached_tokens, quantity)
  SELECT target, 'model', usage_kind, day, model, service_tier, batch, api_source, size, source, context_level,
    sum(requests), sum(input_tokens), sum(output_tokens), sum(input_cached_tokens), sum(quantity)
  FROM facts.usage_daily
  WHERE organization_id = target AND grain = 'full' AND kind = usage_kind AND day BETWEEN from_day AND to_day
  GROUP BY day, model, service_tier, batch, api_source, size, source, context_level;

  DELETE FROM facts.usage_monthly
  WHERE organization_id = target AND kind = usage_kind AND month BETWEEN from_month AND to_month;

  INSERT INTO facts.usage_monthly
  SELECT target, grain, usage_kind, date_trunc('month', day)::date AS local_month, project_id, member_id, api_key_id,
    model, service_tier, batch, api_source, size, source, context_level, vector_store_id,
    sum(requests), sum(input_tokens), sum(output_tokens), sum(input_cached_tokens), sum(quantity)
  FROM facts.usage_daily
  WHERE organization_id = target AND kind = usage_kind
    AND day >= from_month AND day < (to_month + interval '1 month')::date
  GROUP BY grain, local_month, project_id, member_id, api_key_id,
    model, service_tier, batch, api_source, size, source, context_level, vector_store_id;
END $$;

-- Brings the rollups in step with the hourly rows of [from_at, to_at), in the transaction that changed them. zone
-- is that of an organization that has none yet.
CREATE FUNCTION facts.refresh_usage(org uuid, usage_kind text, zone text, from_at timestamptz, to_at timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  rolled facts.rollups;
BEGIN
  INSERT INTO facts.rollups (organization_id, kind, zone) VALUES (org, usage_kind, refresh_usage.zone) ON CONFLICT DO NOTHING;
  SELECT * INTO rolled FROM facts.rollups WHERE organization_id = org AND kind = usage_kind;
  PERFORM facts.build_usage_rollups(org, org, usage_kind, rolled.zone,
    (from_at AT TIME ZONE rolled.zone)::date, ((to_at - interval '1 second') AT TIME ZONE rolled.zone)::date);
  IF rolled.next_id IS NOT NULL THEN
    PERFORM facts.build_usage_rollups(org, rolled.next_id, usage_kind, rolled.next_zone,
      (from_at AT TIME ZONE rolled.next_zone)::date, ((to_at - interval '1 second') AT TIME ZONE rolled.next_zone)::date);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION facts.refresh_usage_daily(org uuid, usage_kind text, zone text, from_day date, to_day date)
RETURNS void LANGUAGE sql AS $$
  SELECT facts.refresh_usage(org, usage_kind, zone, from_day::timestamp AT TIME ZONE zone, (to_day + 1)::timestamp AT TIME ZONE zone);
$$;

-- Puts the rollups that were made ready in the place of those that pages read.
CREATE FUNCTION facts.swap_usage_rollups(org uuid, usage_kind text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  ready uuid := (SELECT next_id FROM facts.rollups WHERE organization_id = org AND kind = usage_kind);
BEGIN
  IF ready IS NULL THEN RETURN; END IF;
  DELETE FROM facts.usage_daily WHERE organization_id = org AND kind = usage_kind;
  DELETE FROM facts.usage_monthly WHERE organization_id = org AND kind = usage_kind;
  UPDATE facts.usage_daily SET organization_id = org WHERE organization_id = ready AND kind = usage_kind;
  UPDATE facts.usage_monthly SET organization_id = org WHERE organization_id = ready AND kind = usage_kind;
  UPDATE facts.rollups SET zone = next_zone, is_stale = false, next_id = NULL, next_zone = NULL, next_month = NULL
  WHERE organization_id = org AND kind = usage_kind;
END $$;
