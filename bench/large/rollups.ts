import type pg from "pg";

type Months = { from: string; to: string }[];

export async function monthsOf(client: pg.ClientBase): Promise<Months> {
  const { rows } = await client.query<{ from: string; to: string }>(
    `SELECT month::date::text AS from, (month + interval '1 month - 1 day')::date::text AS to
     FROM twin.organization, generate_series(date_trunc('month', to_timestamp(anchor_at - (days + 1) * 86400) AT TIME ZONE 'UTC'),
       to_timestamp(anchor_at + 86400) AT TIME ZONE 'UTC', interval '1 month') AS month ORDER BY 1`,
  );
  return rows;
}

/** Builds the daily usage of one kind, month by month, with the function that the sync itself calls. */
export async function rollUpUsage(
  client: pg.ClientBase,
  organizationId: string,
  kind: string,
): Promise<void> {
  // The sync leaves alone what upstream has nothing of.
  const { rowCount } = await client.query(
    "SELECT FROM facts.usage WHERE organization_id = $1 AND kind = $2 LIMIT 1",
    [organizationId, kind],
  );
  if (rowCount === 0) return;
  for (const { from, to } of await monthsOf(client))
    await client.query(
      "SELECT facts.refresh_usage_daily(id, $2, time_zone, $3, $4) FROM organizations WHERE id = $1",
      [organizationId, kind, from, to],
    );
}

export async function rollUpCosts(client: pg.ClientBase, organizationId: string): Promise<void> {
  for (const grouping of ["project_line_item", "member", "api_key"])
    for (const { from, to } of await monthsOf(client))
      await client.query("SELECT facts.refresh_costs_daily($1, $2, $3, $4)", [
        organizationId,
        grouping,
        from,
        to,
      ]);
}
