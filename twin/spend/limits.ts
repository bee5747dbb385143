import type {
  OrganizationSpendLimit,
  OrganizationSpendLimitDeleted,
} from "openai/resources/admin/organization/spend-limit";
import type {
  ProjectSpendLimit,
  ProjectSpendLimitDeleted,
} from "openai/resources/admin/organization/projects/spend-limit";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { one } from "#twin/database.ts";
import type { Queryable } from "#twin/database.ts";
import { ApiError } from "#twin/errors.ts";
import { monthStart } from "#twin/spend/month.ts";
import { organizationSpend, projectSpend } from "#twin/spend/owners.ts";
import type { SpendOwner, SpendOwnerOf } from "#twin/spend/owners.ts";

export const spendLimitRoutes: Routes = {
  ...routesAt("/organization/spend_limit", organizationSpend),
  ...routesAt("/organization/projects/:project_id/spend_limit", projectSpend),
};

type Limit = OrganizationSpendLimit | ProjectSpendLimit;

function routesAt(path: string, ownerOf: SpendOwnerOf): Routes {
  return {
    [`GET ${path}`]: async (call) => requireLimit(call.pool, await ownerOf(call.pool, call), call.now),
    [`POST ${path}`]: (call) => setLimit(call, ownerOf),
    [`DELETE ${path}`]: (call) => deleteLimit(call, ownerOf),
  };
}

const SetLimit = z.strictObject({
  currency: z.literal("USD"),
  interval: z.literal("month"),
  threshold_amount: z.int().min(1),
});

/** Creates or replaces. Upstream has no type of event for it, so none is written. */
async function setLimit(call: Call, ownerOf: SpendOwnerOf): Promise<Limit> {
  const { threshold_amount } = await call.read(SetLimit);
  return change(call, async (tx) => {
    const owner = await ownerOf(tx, call, { toChange: true });
    await writeLimit(tx, owner, { cents: threshold_amount, isEnforced: true, now: call.now });
    return requireLimit(tx, owner, call.now);
  });
}

type Written = { cents: number; isEnforced: boolean; now: number };

export async function writeLimit(
  on: Queryable,
  owner: SpendOwner,
  { cents, isEnforced, now }: Written,
): Promise<void> {
  await on.query(
    `INSERT INTO twin.spend_limits (resource_id, threshold_cents, is_enforced, updated_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (resource_id) DO UPDATE SET threshold_cents = excluded.threshold_cents,
       is_enforced = excluded.is_enforced, updated_at = excluded.updated_at`,
    [owner.id, cents, isEnforced, now],
  );
}

type Deleted = OrganizationSpendLimitDeleted | ProjectSpendLimitDeleted;

async function deleteLimit(call: Call, ownerOf: SpendOwnerOf): Promise<Deleted> {
  return change(call, async (tx) => {
    const owner = await ownerOf(tx, call, { toChange: true });
    const { rowCount } = await tx.query("DELETE FROM twin.spend_limits WHERE resource_id = $1", [owner.id]);
    if (!rowCount) throw noLimit(owner);
    return owner.kind === "organization"
      ? { object: "organization.spend_limit.deleted", deleted: true }
      : { object: "project.spend_limit.deleted", deleted: true };
  });
}

/** What upstream answers where none is set is not published. */
function noLimit({ kind, id }: SpendOwner): ApiError {
  return new ApiError(404, `The ${kind} ${id} has no spend limit.`, { code: "not_found" });
}

type LimitRow = { threshold_cents: number; is_enforcing: boolean };

/** It enforces from the moment at which the costs of the month (UTC) have reached it. */
async function requireLimit(on: Queryable, owner: SpendOwner, now: number): Promise<Limit> {
  const isOwn = owner.kind === "organization" ? "true" : "c.project_id = l.resource_id";
  const row = await one<LimitRow>(
    on,
    `SELECT threshold_cents, is_enforced AND threshold_cents <= (SELECT coalesce(sum(c.amount), 0) * 100
       FROM twin.costs c WHERE c.day_at >= $2 AND c.day_at <= $3 AND ${isOwn}) AS is_enforcing
     FROM twin.spend_limits l WHERE resource_id = $1`,
    [owner.id, monthStart(now), now],
  );
  if (!row) throw noLimit(owner);
  const body = {
    threshold_amount: row.threshold_cents,
    currency: "USD",
    interval: "month",
    enforcement: { status: row.is_enforcing ? "enforcing" : "inactive" },
  };
  return owner.kind === "organization"
    ? { object: "organization.spend_limit", ...body }
    : { object: "project.spend_limit", ...body };
}
