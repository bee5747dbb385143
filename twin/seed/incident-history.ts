import { personActor } from "#twin/seed/actors.ts";
import { seedEvent } from "#twin/seed/events.ts";
import type { SeedEvent } from "#twin/seed/events.ts";
import { keyId, projectId } from "#twin/seed/identity.ts";
import { incidentSpan } from "#twin/seed/timeline.ts";
import type { Timeline } from "#twin/seed/timeline.ts";
import { incident } from "#twin/seed/workloads.ts";

/** Monday morning after the runaway job: somebody sees the bill, deletes the key and lowers the limit. */
export function incidentHistory(timeline: Timeline): SeedEvent[] {
  const { to } = incidentSpan(timeline);
  const owner = personActor("katharina.weiss");
  const finance = personActor("juergen.schroeder");
  const at = { projectId: projectId("document-search") };
  const limit = {
    id: "rl-gpt-5.2-pro",
    changes_requested: { max_requests_per_1_minute: 5, max_requests_per_1_day: 200 },
  };
  return [
    seedEvent("login.succeeded", to + 40 * 60, finance),
    seedEvent("login.succeeded", to + 75 * 60, owner),
    seedEvent("api_key.deleted", to + 90 * 60, owner, {
      ...at,
      payload: { id: keyId(incident.workload.key) },
    }),
    seedEvent("rate_limit.updated", to + 96 * 60, owner, { ...at, payload: limit }),
    seedEvent("tenant.billing.alerts.updated", to + 130 * 60, finance, {
      payload: { id: "alert-monthly", threshold_amount: 400_000, currency: "USD" },
    }),
  ];
}
