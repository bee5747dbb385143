import type { Transaction } from "#twin/database.ts";
import { organizationId } from "#twin/seed/directory.ts";
import { projectId, seededId } from "#twin/seed/identity.ts";
import { insertRows } from "#twin/seed/insert-rows.ts";
import { day } from "#twin/seed/timeline.ts";
import type { Timeline } from "#twin/seed/timeline.ts";

const finance = ["juergen.schroeder@kawaspree.example", "yuko.kato@kawaspree.example"];

/**
 * Cents a month, and the shares of it in percent at which somebody is told. The research sandbox is limited to less than it
 * costs, so that the last days of its months see the limit enforced; the contract review has an alert and no limit.
 */
const plans = [
  { resource: organizationId, cents: 800_000, alerts: [50, 80, 100] },
  { resource: projectId("support-assistant"), cents: 200_000, alerts: [80] },
  { resource: projectId("code-review"), cents: 100_000, alerts: [50, 90] },
  { resource: projectId("research-sandbox"), cents: 12_000, alerts: [100] },
  { resource: projectId("default"), cents: 5000, alerts: [] },
  { resource: projectId("contract-review"), cents: 250_000, isLimited: false, alerts: [100] },
];

export async function seedSpend(tx: Transaction, { anchorAt }: Timeline): Promise<void> {
  const since = anchorAt - 90 * day;
  const limited = plans.filter(({ isLimited = true }) => isLimited);
  await insertRows(
    tx,
    "twin.spend_limits",
    limited.map(({ resource, cents }) => {
      return { resource_id: resource, threshold_cents: cents, is_enforced: true, updated_at: since };
    }),
  );
  await insertRows(
    tx,
    "twin.spend_alerts",
    plans.flatMap(({ resource, cents, alerts }) =>
      alerts.map((percent) => ({
        id: seededId("alert_", `${resource} ${percent}`),
        resource_id: resource,
        threshold_cents: (cents * percent) / 100,
        recipients: finance,
        subject_prefix: percent === 100 ? "[予算 / Budget]" : null,
        created_at: since,
      })),
    ),
  );
}
