import type { UsageCostsResponse } from "openai/resources/admin/organization/usage";
import type { Call, Routes } from "#twin/call.ts";
import { many } from "#twin/database.ts";
import { ApiError, badRequest } from "#twin/errors.ts";
import { choices, requireInteger, strings } from "#twin/queries.ts";
import { addArrayFilters } from "#twin/usage/aggregate.ts";
import type { Filter } from "#twin/usage/aggregate.ts";
import { bucketPage, spanOf } from "#twin/usage/buckets.ts";
import type { BucketPage } from "#twin/usage/buckets.ts";

const template = "GET /organization/costs";

export const costRoutes: Routes = { [template]: listCosts };

type SdkResult = UsageCostsResponse.Data.OrganizationCostsResult;

/** The SDK types the value as a number; on the wire it is an exact decimal string. The other extras are undocumented. */
type CostResult = Omit<SdkResult, "amount"> & {
  amount: { value: string | number; currency: string };
  organization_id: string;
  organization_name: string;
  project_name?: string | null;
  user_email?: string | null;
};

type CostRow = {
  bucket_at: number;
  project_id: string | null;
  user_id: string | null;
  api_key_id: string | null;
  api_source: "agents_api" | "unlabeled" | null;
  line_item: string | null;
  amount: string;
  quantity: number | null;
  quantity_unit: string | null;
  project_name: string | null;
  user_email: string | null;
};

const dimensions = ["project_id", "user_id", "api_key_id", "api_source", "line_item"] as const;
type Dimension = (typeof dimensions)[number];

/** Since when costs are kept by key: 2025-12-06. */
const keysSince = 1_764_979_200;

async function listCosts(call: Call): Promise<BucketPage<CostResult>> {
  const groups = choices(call.query, "group_by", dimensions);
  refuseGroups(call, groups);
  const span = spanOf(call.query, "costs", call.now);
  const filter: Filter = { conditions: ["day_at >= $1", "day_at < $2"], values: [span.from, span.to] };
  const filters = { project_ids: "project_id", api_key_ids: "api_key_id", line_items: "line_item" };
  addArrayFilters(call.query, filters, filter);
  const rows = await many<CostRow>(call.pool, sqlOf(groups, filter, amountOf(call)), filter.values);
  const areNumbers = call.faults.strike("amountsAsNumbers", template) !== undefined;
  return bucketPage(span, rows, (row) => costResult(call, groups, row, areNumbers));
}

/** Under `costsRestated` the last days are not yet what they will be. */
function amountOf(call: Call): string {
  const restated = call.faults.strike("costsRestated", template);
  if (!restated) return "amount";
  const since = call.now - restated.days * 86_400;
  return `CASE WHEN day_at > ${since} THEN amount * ${100 - restated.percent} * 0.01 ELSE amount END`;
}

function sqlOf(groups: readonly Dimension[], { conditions }: Filter, amount: string): string {
  const keys = dimensions.map((name) => (groups.includes(name) ? name : `NULL AS ${name}`));
  const order = ["day_at", ...groups].join(", ");
  const quantity = groups.includes("line_item") ? "sum(quantity)::float8" : "NULL";
  const unit = groups.includes("line_item") ? "min(quantity_unit)" : "NULL";
  return `SELECT c.*, p.name AS project_name, u.email AS user_email FROM (
      SELECT day_at AS bucket_at, ${keys.join(", ")}, trim_scale(sum(${amount}))::text AS amount,
        ${quantity} AS quantity, ${unit} AS quantity_unit
      FROM twin.costs WHERE ${conditions.join(" AND ")} GROUP BY ${order}
    ) c LEFT JOIN twin.projects p ON p.id = c.project_id LEFT JOIN twin.users u ON u.id = c.user_id
    ORDER BY ${["bucket_at", ...groups].join(", ")}`;
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

function costResult(call: Call, groups: readonly Dimension[], row: CostRow, isNumber: boolean): CostResult {
  return {
    object: "organization.costs.result",
    amount: { value: isNumber ? Number(row.amount) : row.amount, currency: "usd" },
    line_item: row.line_item,
    project_id: row.project_id,
    user_id: row.user_id,
    api_key_id: row.api_key_id,
    api_source: row.api_source,
    quantity: row.quantity,
    quantity_unit: row.quantity_unit,
    organization_id: call.organization.id,
    organization_name: call.organization.name,
    ...(groups.includes("project_id") ? { project_name: row.project_name } : {}),
    ...(groups.includes("user_id") ? { user_email: row.user_email } : {}),
  };
}
