import type pg from "pg";
import { pool } from "#lib/db-writer.ts";

type In = { id: string };
type UsageTotals = Record<
  "rows" | "requests" | "inputTokens" | "cachedTokens" | "outputTokens" | "quantity",
  number
>;

async function numbers(
  on: Pick<pg.Pool, "query">,
  sql: string,
  organization: In,
): Promise<Record<string, number | string>> {
  const { rows } = await on.query<Record<string, number | string>>(sql, [organization.id]);
  return rows[0] ?? {};
}

/** What the mirror of an organization holds, in the words of the twin's own totals. */
export async function mirrorTotals(organization: In, on: Pick<pg.Pool, "query"> = pool) {
  const living = (table: string) =>
    `(SELECT count(*)::int FROM ${table} WHERE organization_id = $1 AND deleted_at IS NULL)`;
  const directory = await numbers(
    on,
    `SELECT ${living("members")} AS users, ${living("invites")} AS invites, ${living("projects")} AS projects,
       ${living("project_members")} AS "projectUsers", ${living("service_accounts")} AS "serviceAccounts",
       ${living("api_keys")} AS "apiKeys", ${living("groups")} AS groups, ${living("group_members")} AS "groupUsers",
       ${living("upstream_roles")} AS roles,
       (SELECT count(*)::int FROM facts.audit_events WHERE organization_id = $1 AND NOT is_tenant) AS events,
       (SELECT count(*)::int FROM facts.audit_events WHERE organization_id = $1 AND is_tenant) AS "tenantEvents"`,
    organization,
  );
  const { rows: kinds } = await on.query<UsageTotals & { kind: string }>(
    `SELECT kind, count(*)::int AS rows, coalesce(sum(requests), 0)::float8 AS requests,
       coalesce(sum(input_tokens), 0)::float8 AS "inputTokens",
       coalesce(sum(input_cached_tokens), 0)::float8 AS "cachedTokens",
       coalesce(sum(output_tokens), 0)::float8 AS "outputTokens",
       coalesce(sum(quantity), 0)::float8 AS quantity
     FROM facts.usage WHERE organization_id = $1 GROUP BY kind`,
    [organization.id],
  );
  const usage = Object.fromEntries(kinds.map(({ kind, ...totals }) => [kind, totals]));
  const { amount, byMember, daily, members } = await numbers(
    on,
    `SELECT (SELECT trim_scale(coalesce(sum(amount), 0))::text FROM facts.costs
         WHERE organization_id = $1 AND "grouping" = 'project_line_item') AS amount,
       (SELECT trim_scale(coalesce(sum(amount), 0))::text FROM facts.costs
         WHERE organization_id = $1 AND "grouping" = 'member') AS "byMember",
       (SELECT trim_scale(coalesce(sum(amount), 0))::text FROM facts.costs_daily
         WHERE organization_id = $1 AND grain = 'total') AS daily,
       (SELECT trim_scale(coalesce(sum(amount), 0))::text FROM facts.costs_monthly
         WHERE organization_id = $1 AND grain = 'member') AS members`,
    organization,
  );
  const grain = (table: string, name: string) =>
    `(SELECT coalesce(sum(requests), 0)::float8 FROM facts.usage_${table} WHERE organization_id = $1 AND grain = '${name}')`;
  const rolledUp = await numbers(
    on,
    `SELECT ${grain("daily", "full")} AS "full", ${grain("daily", "project")} AS project,
       ${grain("daily", "model")} AS model, ${grain("monthly", "full")} AS months`,
    organization,
  );
  return { directory, usage, costs: { amount, byMember, daily, members }, rolledUp };
}
