-- The facts: what upstream measured and logged, partitioned by month, keyed by organization first.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE SCHEMA facts;

-- Hourly usage, one row an hour and combination of dimensions. '' stands for "upstream named none".
-- The sync replaces whole buckets, so there is no key over the ten dimensions.
CREATE TABLE facts.usage (
  organization_id uuid NOT NULL,
  bucket_at timestamptz(0) NOT NULL,
  kind text NOT NULL,
  project_id text NOT NULL DEFAULT '',
  member_id text NOT NULL DEFAULT '',
  api_key_id text NOT NULL DEFAULT '',
  model text NOT NULL DEFAULT '',
  service_tier text NOT NULL DEFAULT '',
  batch text NOT NULL DEFAULT '' CHECK (batch IN ('', 'true', 'false')),
  api_source text NOT NULL DEFAULT '',
  -- Dimensions that only one kind has: size, source, context_level, vector_store_id.
  detail jsonb,
  requests bigint NOT NULL DEFAULT 0,
  input_tokens bigint NOT NULL DEFAULT 0,
  output_tokens bigint NOT NULL DEFAULT 0,
  input_cached_tokens bigint NOT NULL DEFAULT 0,
  input_cache_write_tokens bigint NOT NULL DEFAULT 0,
  input_audio_tokens bigint NOT NULL DEFAULT 0,
  output_audio_tokens bigint NOT NULL DEFAULT 0,
  -- The kind's own measure where it is not tokens: images, characters, seconds, bytes, sessions.
  quantity numeric NOT NULL DEFAULT 0,
  -- Fields of the result that have no column here, as they came.
  extra jsonb
) PARTITION BY RANGE (bucket_at);
CREATE INDEX usage_bucket ON facts.usage (organization_id, kind, bucket_at);

-- Usage by day of the organization's time zone, at several grains; lib/usage/choose-grain.ts picks the
-- smallest one that holds what a page asks. Dimensions outside a grain are ''.
CREATE TABLE facts.usage_daily (
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
  requests bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  input_cached_tokens bigint NOT NULL,
  quantity numeric NOT NULL,
  PRIMARY KEY (organization_id, grain, kind, day, project_id, member_id, api_key_id, model, service_tier, batch)
);

-- Daily costs (UTC days, as upstream bills them), once for each grouping that upstream answers.
CREATE TABLE facts.costs (
  organization_id uuid NOT NULL,
  "grouping" text NOT NULL CHECK ("grouping" IN ('project_line_item', 'member', 'api_key')),
  day date NOT NULL,
  project_id text NOT NULL DEFAULT '',
  line_item text NOT NULL DEFAULT '',
  member_id text NOT NULL DEFAULT '',
  api_key_id text NOT NULL DEFAULT '',
  amount numeric NOT NULL,
  currency text NOT NULL,
  quantity numeric,
  quantity_unit text,
  extra jsonb
) PARTITION BY RANGE (day);
CREATE INDEX costs_day ON facts.costs (organization_id, "grouping", day);

-- Costs by day at the grains that pages ask: total, project, line_item, project_line_item, member, api_key.
CREATE TABLE facts.costs_daily (
  organization_id uuid NOT NULL,
  grain text NOT NULL,
  day date NOT NULL,
  project_id text NOT NULL DEFAULT '',
  line_item text NOT NULL DEFAULT '',
  member_id text NOT NULL DEFAULT '',
  api_key_id text NOT NULL DEFAULT '',
  currency text NOT NULL,
  amount numeric NOT NULL,
  PRIMARY KEY (organization_id, grain, day, project_id, line_item, member_id, api_key_id, currency)
);

-- OpenAI's audit log. raw is the event as it came (json, not jsonb: every character is kept, \u0000 too).
CREATE TABLE facts.audit_events (
  organization_id uuid NOT NULL,
  effective_at timestamptz(0) NOT NULL,
  id text NOT NULL,
  type text NOT NULL,
  is_tenant boolean NOT NULL DEFAULT false,
  -- user, service_account, api_key (of unknown owner) or '' where upstream names no actor
  actor_kind text NOT NULL DEFAULT '',
  actor_id text NOT NULL DEFAULT '',
  actor_email text NOT NULL DEFAULT '',
  actor_api_key_id text NOT NULL DEFAULT '',
  project_id text NOT NULL DEFAULT '',
  project_name text NOT NULL DEFAULT '',
  resource_id text NOT NULL DEFAULT '',
  ip text NOT NULL DEFAULT '',
  -- Every text value of the event in lower case, for substring search.
  search_text text NOT NULL DEFAULT '',
  raw json NOT NULL,
  mirrored_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, effective_at, id)
) PARTITION BY RANGE (effective_at);
CREATE INDEX audit_events_actor ON facts.audit_events (organization_id, actor_id, effective_at, id);
CREATE INDEX audit_events_email ON facts.audit_events (organization_id, actor_email, effective_at, id);
CREATE INDEX audit_events_type ON facts.audit_events (organization_id, type, effective_at, id);
CREATE INDEX audit_events_project ON facts.audit_events (organization_id, project_id, effective_at, id);
CREATE INDEX audit_events_resource ON facts.audit_events (organization_id, resource_id, effective_at, id);
CREATE INDEX audit_events_search ON facts.audit_events USING gin (search_text gin_trgm_ops);

-- Makes the monthly partitions of a facts table that cover [from_day, to_day]. Safe to call at once from
-- several workers: the advisory lock makes the second wait and find them made.
CREATE FUNCTION facts.ensure_months(table_name text, from_day date, to_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month date := date_trunc('month', from_day)::date;
  partition text;
BEGIN
  WHILE month <= to_day LOOP
    partition := format('%s_%s', table_name, to_char(month, 'YYYY_MM'));
    IF to_regclass('facts.' || partition) IS NULL THEN
      PERFORM pg_advisory_xact_lock(hashtext('facts.ensure_months'));
      IF to_regclass('facts.' || partition) IS NULL THEN
        EXECUTE format(
          'CREATE TABLE facts.%I PARTITION OF facts.%I FOR VALUES FROM (%L) TO (%L)',
          partition, table_name, to_char(month, 'YYYY-MM-DD') || CASE WHEN table_name = 'costs' THEN '' ELSE ' 00:00:00+00' END,
          to_char(month + interval '1 month', 'YYYY-MM-DD') || CASE WHEN table_name = 'costs' THEN '' ELSE ' 00:00:00+00' END
        );
      END IF;
    END IF;
    month := (month + interval '1 month')::date;
  END LOOP;
END $$;

-- Rebuilds the daily rollup of one kind for the local days [from_day, to_day] from the hourly rows.
-- Call it in the transaction that changed them.
CREATE FUNCTION facts.refresh_usage_daily(org uuid, usage_kind text, zone text, from_day date, to_day date)
RETURNS void LANGUAGE sql AS $$
  DELETE FROM facts.usage_daily
  WHERE organization_id = org AND kind = usage_kind AND day BETWEEN from_day AND to_day;

  INSERT INTO facts.usage_daily
  SELECT
    org,
    CASE
      WHEN grouping(project_id, member_id, api_key_id, model) = 0 THEN 'full'
      WHEN grouping(project_id, model) = 0 THEN 'project_model'
      WHEN grouping(project_id, member_id, api_key_id) = 0 THEN 'key'
      WHEN grouping(project_id) = 0 THEN 'project'
      WHEN grouping(member_id) = 0 THEN 'member'
      ELSE 'model'
    END,
    usage_kind,
    day,
    coalesce(project_id, ''), coalesce(member_id, ''), coalesce(api_key_id, ''),
    coalesce(model, ''), coalesce(service_tier, ''), coalesce(batch, ''),
    sum(requests), sum(input_tokens), sum(output_tokens), sum(input_cached_tokens), sum(quantity)
  FROM (
    SELECT (bucket_at AT TIME ZONE zone)::date AS day, usage.*
    FROM facts.usage
    WHERE organization_id = org AND kind = usage_kind
      AND bucket_at >= from_day::timestamp AT TIME ZONE zone
      AND bucket_at < (to_day + 1)::timestamp AT TIME ZONE zone
  ) AS hourly
  GROUP BY GROUPING SETS (
    (day, model, service_tier, batch),
    (day, project_id),
    (day, member_id),
    (day, project_id, member_id, api_key_id),
    (day, project_id, model, service_tier, batch),
    (day, project_id, member_id, api_key_id, model, service_tier, batch)
  );
$$;

-- Rebuilds the daily cost rollup of the UTC days [from_day, to_day].
CREATE FUNCTION facts.refresh_costs_daily(org uuid, cost_grouping text, from_day date, to_day date)
RETURNS void LANGUAGE sql AS $$
  DELETE FROM facts.costs_daily
  WHERE organization_id = org AND day BETWEEN from_day AND to_day
    AND grain = ANY (CASE cost_grouping
      WHEN 'project_line_item' THEN ARRAY['total', 'project', 'line_item', 'project_line_item']
      ELSE ARRAY[cost_grouping] END);

  INSERT INTO facts.costs_daily
  SELECT
    org,
    CASE
      WHEN cost_grouping <> 'project_line_item' THEN cost_grouping
      WHEN grouping(project_id, line_item) = 0 THEN 'project_line_item'
      WHEN grouping(project_id) = 0 THEN 'project'
      WHEN grouping(line_item) = 0 THEN 'line_item'
      ELSE 'total'
    END,
    day, coalesce(project_id, ''), coalesce(line_item, ''), coalesce(member_id, ''), coalesce(api_key_id, ''),
    currency, sum(amount)
  FROM facts.costs
  WHERE organization_id = org AND "grouping" = cost_grouping AND day BETWEEN from_day AND to_day
  GROUP BY GROUPING SETS (
    (day, currency), (day, currency, project_id), (day, currency, line_item), (day, currency, project_id, line_item),
    (day, currency, member_id), (day, currency, api_key_id)
  )
  HAVING CASE cost_grouping
    WHEN 'project_line_item' THEN grouping(member_id) = 1 AND grouping(api_key_id) = 1
    WHEN 'member' THEN grouping(member_id) = 0
    ELSE grouping(api_key_id) = 0 END;
$$;

-- Substring search over people and projects.
CREATE INDEX members_search ON members USING gin ((lower(coalesce(name, '') || ' ' || coalesce(email, ''))) gin_trgm_ops);
CREATE INDEX projects_search ON projects USING gin ((lower(coalesce(name, '') || ' ' || id)) gin_trgm_ops);

-- The trail is append-only: nobody, not even the console, changes what is on it.
CREATE FUNCTION refuse_trail_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The trail is append-only.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER trail_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_trail_change();

-- Two grants for the whole console to the same person would both have a null organization.
CREATE UNIQUE INDEX grants_console ON grants (user_id) WHERE organization_id IS NULL;
