-- This month by project, in all, by day; and the months around it.
SELECT '$' || to_char(sum(amount), 'FM999,999,990.00') AS total FROM facts.costs_daily
WHERE organization_id = :organization AND grain = 'total' AND day >= date_trunc('month', :today_utc::date);

SELECT '$' || to_char(sum(amount), 'FM999,999,990.00') AS last_month FROM facts.costs_monthly
WHERE organization_id = :organization AND grain = 'total' AND month = date_trunc('month', :today_utc::date) - interval '1 month';

SELECT p.name, '$' || to_char(c.amount, 'FM999,999,990.00') AS amount
FROM (SELECT project_id, sum(amount) AS amount FROM facts.costs_daily
  WHERE organization_id = :organization AND grain = 'project' AND day >= date_trunc('month', :today_utc::date)
  GROUP BY project_id ORDER BY 2 DESC, project_id LIMIT 50) c
JOIN projects p ON p.organization_id = :organization AND p.id = c.project_id;

-- What the chart draws: the leading projects day by day, and the rest.
WITH first_ones AS (
  SELECT project_id FROM facts.costs_daily
  WHERE organization_id = :organization AND grain = 'project' AND day >= date_trunc('month', :today_utc::date)
  GROUP BY project_id ORDER BY sum(amount) DESC LIMIT 8
)
SELECT day AS "not shown", l.project_id AS "not shown too", sum(amount) AS "nor this"
FROM facts.costs_daily c LEFT JOIN first_ones l ON l.project_id = c.project_id
WHERE organization_id = :organization AND grain = 'project' AND day >= date_trunc('month', :today_utc::date)
GROUP BY day, l.project_id;
