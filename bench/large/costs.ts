/** The daily costs of the mirror, from the twin's own rows. $1 the organization. */

/** Since when upstream knows costs by key: 2025-12-06. */
const keysSince = 1_764_979_200;

const extra = (more: string) => `jsonb_strip_nulls(jsonb_build_object('organization_id', o.id,
  'organization_name', o.name${more}))`;

const grouped = (
  grouping: string,
  { keys, quantity, extra: own, joins = "", where = "true" }: Record<string, string>,
) => `
  INSERT INTO facts.costs (organization_id, "grouping", day, project_id, line_item, member_id, api_key_id, amount,
    currency, quantity, quantity_unit, extra)
  SELECT $1::uuid, '${grouping}', (to_timestamp(c.day_at) AT TIME ZONE 'UTC')::date, c.project_id, c.line_item,
    c.member_id, c.api_key_id, c.amount, 'usd', ${quantity}, ${own}
  FROM (
    SELECT day_at, ${keys}, trim_scale(sum(amount)) AS amount, sum(quantity)::float8::text::numeric AS quantity,
      min(quantity_unit) AS quantity_unit
    FROM twin.costs WHERE ${where} GROUP BY 1, 2, 3, 4, 5
  ) c CROSS JOIN twin.organization o ${joins}`;

export const costStatements: readonly string[] = [
  grouped("project_line_item", {
    keys: "coalesce(project_id, '') AS project_id, line_item, '' AS member_id, '' AS api_key_id",
    quantity: "c.quantity, c.quantity_unit",
    extra: extra(", 'project_name', p.name"),
    joins: "LEFT JOIN twin.projects p ON p.id = c.project_id",
  }),
  grouped("member", {
    keys: "'' AS project_id, '' AS line_item, coalesce(user_id, '') AS member_id, '' AS api_key_id",
    quantity: "NULL, NULL",
    extra: extra(", 'user_email', u.email"),
    joins: "LEFT JOIN twin.users u ON u.id = c.member_id",
  }),
  grouped("api_key", {
    keys: "'' AS project_id, '' AS line_item, '' AS member_id, coalesce(api_key_id, '') AS api_key_id",
    quantity: "NULL, NULL",
    extra: extra(""),
    where: `day_at >= ${keysSince}`,
  }),
];
