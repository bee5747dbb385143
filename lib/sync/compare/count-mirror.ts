import { pool } from "#lib/db-writer.ts";

/** More events than this are not walked through: 100 a call, a few calls a minute. */
const mostEvents = 20_000;
const day = 86_400;

/** Living rows of a list of the directory. table is one of ours, never what somebody wrote. */
export async function countLivingRows(organizationId: string, table: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table} WHERE organization_id = $1 AND deleted_at IS NULL
       ${table === "upstream_roles" ? "AND project_id = ''" : ""}`,
    [organizationId],
  );
  return rows[0]?.count ?? 0;
}

/** Living rows of a list inside one project or group. table and column are ours, never what somebody wrote. */
export async function countRowsInside(
  organizationId: string,
  { table, column }: { table: string; column: string },
  parent: string,
): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table}
     WHERE organization_id = $1 AND ${column} = $2 AND deleted_at IS NULL`,
    [organizationId, parent],
  );
  return rows[0]?.count ?? 0;
}

/** Events of the mirror by UTC day. */
export async function countEvents(
  organizationId: string,
  isTenant: boolean,
  from: number,
  to: number,
): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ day: string; count: number }>(
    `SELECT (effective_at AT TIME ZONE 'UTC')::date::text AS day, count(*)::int AS count FROM facts.audit_events
     WHERE organization_id = $1 AND is_tenant = $2
       AND effective_at >= to_timestamp($3::bigint) AND effective_at < to_timestamp($4::bigint) GROUP BY 1`,
    [organizationId, isTenant, from, to],
  );
  return new Map(rows.map((row) => [row.day, row.count]));
}

/** From which day on events can be counted by walking through them: as far back as their number allows, a day at least. */
export async function eventsFrom(organizationId: string, from: number, to: number): Promise<number> {
  const counts = await countEvents(organizationId, false, from, to);
  let [start, sum] = [to - day, 0];
  for (let at = to - day; at >= from; at -= day) {
    sum += counts.get(new Date(at * 1000).toISOString().slice(0, 10)) ?? 0;
    if (sum > mostEvents) break;
    start = at;
  }
  return start;
}
