-- Costs by month for long periods, and by day only at the grains that the rows themselves don't have: they come
-- by day already. Readers go on meanwhile: what takes their lock stands at the end.
LOCK TABLE facts.costs_daily IN SHARE MODE;

CREATE TABLE facts.costs_daily_new (LIKE facts.costs_daily INCLUDING DEFAULTS) PARTITION BY LIST (grain);
CREATE TABLE facts.costs_daily_total PARTITION OF facts.costs_daily_new FOR VALUES IN ('total');
CREATE TABLE facts.costs_daily_by_line_item PARTITION OF facts.costs_daily_new FOR VALUES IN ('line_item');
CREATE TABLE facts.costs_daily_by_project PARTITION OF facts.costs_daily_new FOR VALUES IN ('project');

-- month is its first day.
CREATE TABLE facts.costs_monthly (LIKE facts.costs_daily INCLUDING DEFAULTS) PARTITION BY LIST (grain);
ALTER TABLE facts.costs_monthly RENAME COLUMN day TO month;
CREATE TABLE facts.costs_monthly_total PARTITION OF facts.costs_monthly FOR VALUES IN ('total');
CREATE TABLE facts.costs_monthly_by_line_item PARTITION OF facts.costs_monthly FOR VALUES IN ('line_item');
CREATE TABLE facts.costs_monthly_by_project PARTITION OF facts.costs_monthly FOR VALUES IN ('project');
CREATE TABLE facts.costs_monthly_by_project_line_item PARTITION OF facts.costs_monthly FOR VALUES IN ('project_line_item');
CREATE TABLE facts.costs_monthly_by_member PARTITION OF facts.costs_monthly FOR VALUES IN ('member');
CREATE TABLE facts.costs_monthly_by_key PARTITION OF facts.costs_monthly FOR VALUES IN ('api_key');

INSERT INTO facts.costs_daily_new SELECT * FROM facts.costs_daily WHERE grain IN ('total', 'line_item', 'project');
INSERT INTO facts.costs_monthly
SELECT organization_id, grain, date_trunc('month', day)::date, project_id, line_item, member_id, api_key_id, currency, sum(amount)
FROM facts.costs_daily
GROUP BY organization_id, grain, date_trunc('month', day)::date, project_id, line_item, member_id, api_key_id, currency;

CREATE INDEX costs_daily_day ON facts.costs_daily_new (organization_id, day);
CREATE INDEX costs_daily_of_project ON facts.costs_daily_by_project (organization_id, project_id, day);
CREATE INDEX costs_monthly_month ON facts.costs_monthly (organization_id, month);
-- One project, member or key over many days is read from the rows.
CREATE INDEX costs_of_project ON facts.costs (organization_id, project_id, day) WHERE "grouping" = 'project_line_item';
CREATE INDEX costs_of_member ON facts.costs (organization_id, member_id, day) WHERE "grouping" = 'member';
CREATE INDEX costs_of_key ON facts.costs (organization_id, api_key_id, day) WHERE "grouping" = 'api_key';

-- Rebuilds the rollups of one grouping for the UTC days [from_day, to_day] and the months that they lie in. Call
-- it in the transaction that changed the rows. Each grain is made from the next finer one.
CREATE OR REPLACE FUNCTION facts.refresh_costs_daily(org uuid, cost_grouping text, from_day date, to_day date)
RETURNS void LANGUAGE plpgsql SET work_mem = '64MB' SET jit = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  from_month date := date_trunc('month', from_day)::date;
  next_month date := (date_trunc('month', to_day) + interval '1 month')::date;
BEGIN
  DELETE FROM facts.costs_monthly
  WHERE organization_id = org AND month >= from_month AND month < next_month
    AND grain = ANY (CASE cost_grouping
      WHEN 'project_line_item' THEN ARRAY['total', 'project', 'line_item', 'project_line_item']
      ELSE ARRAY[cost_grouping] END);

  INSERT INTO facts.costs_monthly
  SELECT org, cost_grouping, date_trunc('month', day)::date AS of_month, project_id, line_item, member_id, api_key_id,
    currency, sum(amount)
  FROM facts.costs
  WHERE organization_id = org AND "grouping" = cost_grouping AND day >= from_month AND day < next_month
  GROUP BY of_month, project_id, line_item, member_id, api_key_id, currency;

  IF cost_grouping <> 'project_line_item' THEN RETURN; END IF;

  INSERT INTO facts.costs_monthly
  SELECT org, CASE WHEN grouping(project_id) = 0 THEN 'project' WHEN grouping(line_item) = 0 THEN 'line_item' ELSE 'total' END,
    month, coalesce(project_id, ''), coalesce(line_item, ''), '', '', currency, sum(amount)
  FROM facts.costs_monthly
  WHERE organization_id = org AND grain = 'project_line_item' AND month >= from_month AND month < next_month
  GROUP BY GROUPING SETS ((month, currency, project_id), (month, currency, line_item), (month, currency));

  DELETE FROM facts.costs_daily WHERE organization_id = org AND day BETWEEN from_day AND to_day;
  INSERT INTO facts.costs_daily
  SELECT org, CASE WHEN grouping(project_id) = 0 THEN 'project' WHEN grouping(line_item) = 0 THEN 'line_item' ELSE 'total' END,
    day, coalesce(project_id, ''), coalesce(line_item, ''), '', '', currency, sum(amount)
  FROM facts.costs
  WHERE organization_id = org AND "grouping" = 'project_line_item' AND day BETWEEN from_day AND to_day
  GROUP BY GROUPING SETS ((day, currency, project_id), (day, currency, line_item), (day, currency));
END $$;

DROP TABLE facts.costs_daily;
ALTER TABLE facts.costs_daily_new RENAME TO costs_daily;
