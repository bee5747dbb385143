import type { UsageCostsResponse } from "openai/resources/admin/organization/usage";
import type { Call, Routes } from "#twin/call.ts";
import { many } from "#twin/database.ts";
import { ApiError, badRequest } from "#twin/errors.ts";
import { choices, requireInteger, strings } from "#twin/queries.ts";
import { addArrayFilters } from "#twin/usage/aggregate.ts";
import type { Filter } from "#twin/usage/aggregate.ts";
import { bucketPage, spanOf } from "#twin/usage/buckets.ts";
import type { BucketText } from "#twin/usage/buckets.ts";
import type { Streamed } from "#twin/streamed.ts";
import { objectSql, valueSql } from "#twin/json-sql.ts";
import type { JsonValue } from "#twin/json-sql.ts";

const template = "GET /organization/costs";

export const costRoutes: Routes = { [template]: listCosts };

type SdkResult = UsageCostsResponse.Data.OrganizationCostsResult;

const dimensions = ["project_id", "user_id", "api_key_id", "api_source", "line_item"] as const;
type Dimension = (typeof dimensions)[number];

/** Since when costs are kept by key: 2025-12-06. */
const keysSince = 1_764_979_200;

async function listCosts(call: Call): Promise<Streamed> {
  const groups = choices(call.query, "group_by", dimensions);
  refuseGroups(call, groups);
  const span = spanOf(call.query, "costs", call.now);
  const filter: Filter = { conditions: ["day_at >= $1", "day_at < $2"], values: [span.from, span.to] };
  const filters = { project_ids: "project_id", api_key_ids: "api_key_id", line_items: "line_item" };
  addArrayFilters(call.query, filters, filter);
  const amount = amountOf(call);
  const isNumber = call.faults.strike("amountsAsNumbers", template) !== undefined;
  const result = resultSql(call, groups, isNumber);
  return bucketPage(span, (from, to) => {
    const values = [from, to, ...filter.values.slice(2)];
    return many<BucketText>(call.pool, sqlOf(groups, filter, { amount, result }), values);
  });
}

/** Under `costsRestated` the last days are not yet what they will be. */
function amountOf(call: Call): string {
  const restated = call.faults.strike("costsRestated", template);
  if (!restated) return "amount";
  const since = call.now - restated.days * 86_400;
  return `CASE WHEN day_at > ${since} THEN amount * ${100 - restated.percent} * 0.01 ELSE amount END`;
}

type Parts = { amount: string; result: string };

function sqlOf(groups: readonly Dimension[], { conditions }: Filter, { amount, result }: Parts): string {
  const quantity = groups.includes("line_item")
    ? ", sum(quantity)::float8 AS quantity, min(quantity_unit) AS quantity_unit"
    : "";
  const keys = ["day_at", ...groups].join(", ");
  const names = [
    ...(groups.includes("project_id") ? ["LEFT JOIN twin.projects p ON p.id = c.project_id"] : []),
    ...(groups.includes("user_id") ? ["LEFT JOIN twin.users u ON u.id = c.user_id"] : []),
  ];
  const order = groups.length ? ` ORDER BY ${groups.map((name) => `c.${name}`).join(", ")}` : "";
  return `SELECT c.day_at AS bucket_at, string_agg(${result}, ','${order}) AS results FROM (
      SELECT ${keys}, trim_scale(sum(${amount})) AS amount${quantity}
      FROM twin.costs WHERE ${conditions.join(" AND ")} GROUP BY ${keys}
    ) c ${names.join(" ")} GROUP BY c.day_at`;
}

/**
 * The SDK types the amount's value as a number; on the wire it is an exact decimal string. The organization's and
 * other names are undocumented extras.
 */
function resultSql(call: Call, groups: readonly Dimension[], isNumber: boolean): string {
  const own = (name: Dimension) => (groups.includes(name) ? valueSql(`c.${name}`) : { json: "null" });
  const ofLine = (sql: string) => (groups.includes("line_item") ? valueSql(sql) : { json: "null" });
  const quote = isNumber ? "" : '"';
  const fields: Record<keyof SdkResult, JsonValue> = {
    object: { json: '"organization.costs.result"' },
    amount: `concat('{"value":${quote}', c.amount, '${quote},"currency":"usd"}')`,
    line_item: own("line_item"),
    project_id: own("project_id"),
    user_id: own("user_id"),
    api_key_id: own("api_key_id"),
    api_source: own("api_source"),
    quantity: ofLine("c.quantity"),
    quantity_unit: ofLine("c.quantity_unit"),
  };
  const text = (value: string) => ({ json: JSON.stringify(value) });
  return objectSql([
    ...Object.entries(fields),
    ["organization_id", text(call.organization.id)],
    ["organization_name", text(call.organization.name)],
    ...(groups.includes("project_id") ? [["project_name", valueSql("p.name")] as const] : []),
    ...(groups.includes("user_id") ? [["user_email", valueSql("u.email")] as const] : []),
  ]);
}

/** The combinations that the real service is reported to refuse. */
function refuseGroups(call: Call, groups: readonly Dimension[]): void {
  const start = requireInteger(call.query, "start_time");
  if (groups.includes("api_key_id")) refuseKeys(call, start);
  if (!groups.includes("user_id")) return;
  if (call.faults.strike("costsByUserRefused", template)) {
    throw badRequest(
      "group_by=user_id is not available for this organization.",
      "group_by",
      "invalid_request_error",
    );
  }
  const isByProject = groups.includes("project_id") || strings(call.query, "project_ids").length > 0;
  if (isByProject && start < keysSince) {
    throw badRequest(
      `user_id cannot be combined with project_id for this time range. Try a start_time on or after ${keysSince}.`,
      "group_by",
      "invalid_request_error",
    );
  }
}

function refuseKeys(call: Call, start: number): void {
  const refused = call.faults.strike("costsByKeyRefused", template);
  const since = Math.max(keysSince, refused ? (refused.before ?? call.now) : 0);
  if (start >= since) return;
  throw new ApiError(
    400,
    `group_by=api_key_id is not available for this time range. Try a start_time on or after ${since}.`,
    { param: "start_time", code: "invalid_request_error" },
  );
}
