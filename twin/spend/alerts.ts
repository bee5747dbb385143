import type {
  OrganizationSpendAlert,
  OrganizationSpendAlertDeleted,
} from "openai/resources/admin/organization/spend-alerts";
import type {
  ProjectSpendAlert,
  ProjectSpendAlertDeleted,
} from "openai/resources/admin/organization/projects/spend-alerts";
import { z } from "zod";
import { change } from "#twin/call.ts";
import type { Call, Routes } from "#twin/call.ts";
import { one } from "#twin/database.ts";
import type { Queryable, Transaction } from "#twin/database.ts";
import { notFound } from "#twin/errors.ts";
import { newId } from "#twin/ids.ts";
import { idList, listRows, pageRequest } from "#twin/lists.ts";
import type { IdList } from "#twin/lists.ts";
import type { Limits } from "#twin/queries.ts";
import { writeLimit } from "#twin/spend/limits.ts";
import { organizationSpend, projectSpend } from "#twin/spend/owners.ts";
import type { SpendOwner, SpendOwnerOf } from "#twin/spend/owners.ts";

export const spendAlertRoutes: Routes = {
  ...routesAt("/organization/spend_alerts", organizationSpend),
  ...routesAt("/organization/projects/:project_id/spend_alerts", projectSpend),
};

type Alert = OrganizationSpendAlert | ProjectSpendAlert;

function routesAt(path: string, ownerOf: SpendOwnerOf): Routes {
  return {
    [`GET ${path}`]: (call) => listAlerts(call, ownerOf),
    [`POST ${path}`]: (call) => createAlert(call, ownerOf),
    [`GET ${path}/:alert_id`]: async (call) => {
      const owner = await ownerOf(call.pool, call);
      return alertBody(owner, await requireAlert(call.pool, owner, call.param("alert_id")));
    },
    [`POST ${path}/:alert_id`]: (call) => updateAlert(call, ownerOf),
    [`DELETE ${path}/:alert_id`]: (call) => deleteAlert(call, ownerOf),
  };
}

const alertLimits: Limits = { min: 0, max: 100, fallback: 20 };
const columns = "a.id, a.threshold_cents, a.recipients, a.subject_prefix";
type AlertRow = { id: string; threshold_cents: number; recipients: string[]; subject_prefix: string | null };

async function listAlerts(call: Call, ownerOf: SpendOwnerOf): Promise<IdList<Alert>> {
  const owner = await ownerOf(call.pool, call);
  const { rows, hasMore } = await listRows<AlertRow>(
    call.pool,
    {
      columns,
      from: "twin.spend_alerts a",
      scope: "a.resource_id = $1",
      live: "a.deleted_at IS NULL",
      values: [owner.id],
      seq: "a.seq",
      id: "a.id",
    },
    pageRequest(call.query, alertLimits, "asc", { hasBefore: true }),
  );
  return idList(
    rows.map((row) => alertBody(owner, row)),
    hasMore,
  );
}

/** All of it, each time: an update replaces the alert. */
const WriteAlert = z.strictObject({
  currency: z.literal("USD"),
  interval: z.literal("month"),
  notification_channel: z.strictObject({
    type: z.literal("email"),
    recipients: z.array(z.email("Invalid recipient: expected an email address.")),
    subject_prefix: z.string().nullish(),
  }),
  threshold_amount: z.int().min(0),
});

/** Upstream has no type of event for it, so none is written. */
async function createAlert(call: Call, ownerOf: SpendOwnerOf): Promise<Alert> {
  const body = await call.read(WriteAlert);
  return change(call, async (tx) => {
    const owner = await ownerOf(tx, call, { toChange: true });
    const id = newId("alert_");
    const { recipients, subject_prefix } = body.notification_channel;
    await tx.query(
      `INSERT INTO twin.spend_alerts (id, resource_id, threshold_cents, recipients, subject_prefix, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, owner.id, body.threshold_amount, recipients, subject_prefix ?? null, call.now],
    );
    await overwriteLimit(tx, call, owner, body.threshold_amount);
    return alertBody(owner, await requireAlert(tx, owner, id));
  });
}

/** Under `alertOverwritesLimit` a new alert of a project puts its amount into the project's limit, which then rests. */
async function overwriteLimit(tx: Transaction, call: Call, owner: SpendOwner, cents: number): Promise<void> {
  if (owner.kind !== "project") return;
  const limit = await one(tx, "SELECT 1 FROM twin.spend_limits WHERE resource_id = $1", [owner.id]);
  if (!limit || !call.faults.strike("alertOverwritesLimit", call.template)) return;
  await writeLimit(tx, owner, { cents, isEnforced: false, now: call.now });
}

async function updateAlert(call: Call, ownerOf: SpendOwnerOf): Promise<Alert> {
  const body = await call.read(WriteAlert);
  return change(call, async (tx) => {
    const owner = await ownerOf(tx, call, { toChange: true });
    const { id } = await requireAlert(tx, owner, call.param("alert_id"));
    const { recipients, subject_prefix } = body.notification_channel;
    await tx.query(
      "UPDATE twin.spend_alerts SET threshold_cents = $2, recipients = $3, subject_prefix = $4 WHERE id = $1",
      [id, body.threshold_amount, recipients, subject_prefix ?? null],
    );
    return alertBody(owner, await requireAlert(tx, owner, id));
  });
}

type Deleted = OrganizationSpendAlertDeleted | ProjectSpendAlertDeleted;

async function deleteAlert(call: Call, ownerOf: SpendOwnerOf): Promise<Deleted> {
  return change(call, async (tx) => {
    const owner = await ownerOf(tx, call, { toChange: true });
    const { id } = await requireAlert(tx, owner, call.param("alert_id"));
    await tx.query("UPDATE twin.spend_alerts SET deleted_at = $2 WHERE id = $1", [id, call.now]);
    return owner.kind === "organization"
      ? { object: "organization.spend_alert.deleted", id, deleted: true }
      : { object: "project.spend_alert.deleted", id, deleted: true };
  });
}

async function requireAlert(on: Queryable, owner: SpendOwner, id: string): Promise<AlertRow> {
  const alert = await one<AlertRow>(
    on,
    `SELECT ${columns} FROM twin.spend_alerts a WHERE a.id = $1 AND a.resource_id = $2 AND a.deleted_at IS NULL`,
    [id, owner.id],
  );
  if (!alert) throw notFound("spend alert", id);
  return alert;
}

function alertBody(owner: SpendOwner, row: AlertRow): Alert {
  const { id, threshold_cents: threshold_amount, recipients, subject_prefix } = row;
  const notification_channel = { type: "email" as const, recipients, subject_prefix };
  const body = { id, threshold_amount, currency: "USD", interval: "month", notification_channel } as const;
  return owner.kind === "organization"
    ? { object: "organization.spend_alert", ...body }
    : { object: "project.spend_alert", ...body };
}
