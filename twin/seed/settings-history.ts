import { personActor } from "#twin/seed/actors.ts";
import { organizationId } from "#twin/seed/directory.ts";
import { seedEvent } from "#twin/seed/events.ts";
import type { Payload, SeedEvent } from "#twin/seed/events.ts";
import { groupId, projectId, seededId, userId } from "#twin/seed/identity.ts";
import { officeTime } from "#twin/seed/timeline.ts";
import type { Timeline } from "#twin/seed/timeline.ts";

type Planned = [daysAgo: number, by: string, type: SeedEvent["type"], payload: Payload | null];

const allowedIps = ["203.0.113.0/24", "198.51.100.0/24"];
const officeList = seededId("ipallow-", "office");

/** Settings of the organization and its tenant, by days before the seed's "now". */
const planned: Planned[] = [
  [
    399,
    "katharina.weiss",
    "organization.updated",
    { id: organizationId, changes_requested: { api_call_logging: "enabled_per_call" } },
  ],
  [397, "katharina.weiss", "tenant.sso_connection.setup.started", { id: "sso-entra" }],
  [
    397,
    "katharina.weiss",
    "tenant.sso_connection.created",
    { id: "sso-entra", provider: "Microsoft Entra ID" },
  ],
  [396, "katharina.weiss", "scim.enabled", { id: seededId("scim-", "directory") }],
  [396, "katharina.weiss", "tenant.scim.directory.created", { id: seededId("scim-", "directory") }],
  [352, "kenta.sato", "ip_allowlist.created", { id: officeList, name: "Offices", allowed_ips: allowedIps }],
  [352, "kenta.sato", "ip_allowlist.config.activated", { configs: [{ id: officeList, name: "Offices" }] }],
  [
    333,
    "kenta.sato",
    "tenant.admin_api_key.created",
    { id: seededId("key_", "terraform"), name: "terraform" },
  ],
  [
    301,
    "katharina.weiss",
    "organization.updated",
    { id: organizationId, changes_requested: { usage_dashboard_visibility: "OWNERS" } },
  ],
  [262, "katharina.weiss", "tenant.policy.updated", { id: "policy-sessions", max_session_hours: 12 }],
  [
    241,
    "kenta.sato",
    "ip_allowlist.updated",
    { id: officeList, allowed_ips: [...allowedIps, "192.0.2.0/28"] },
  ],
  [212, "katharina.weiss", "certificate.created", { id: seededId("cert_", "gateway"), name: "gateway mTLS" }],
  [
    180,
    "katharina.weiss",
    "role.bound_to_resource",
    {
      id: seededId("rb_", "slack"),
      connector_id: "slack",
      connector_name: "Slack",
      enabled: true,
      source: "role_toggle",
    },
  ],
  [151, "katharina.weiss", "certificate.deleted", { id: seededId("cert_", "gateway"), name: "gateway mTLS" }],
  [
    120,
    "katharina.weiss",
    "user.updated",
    { id: userId("emre.yilmaz"), changes_requested: { role: "owner" } },
  ],
  [
    98,
    "katharina.weiss",
    "group.updated",
    { id: groupId("finance"), changes_requested: { group_name: "Finanzen & 経理" } },
  ],
  [
    71,
    "kenta.sato",
    "project.updated",
    { id: projectId("translation"), changes_requested: { title: "翻訳 / Übersetzung" } },
  ],
  [
    60,
    "katharina.weiss",
    "user.updated",
    { id: userId("emre.yilmaz"), changes_requested: { role: "reader" } },
  ],
  [
    48,
    "kenta.sato",
    "organization.agent_guardrail.updated",
    { id: "guardrail-1", mode: "warn", 言語: "日本語" },
  ],
  [29, "juergen.schroeder", "tenant.billing.info.updated", { id: organizationId, vat_id: "DE000000000" }],
  [21, "kenta.sato", "organization.agent_guardrail.updated", { id: "guardrail-1", mode: "block" }],
  [14, "katharina.weiss", "tenant.session_policy.updated", { id: "policy-sessions", max_session_hours: 8 }],
  [
    6,
    "kenta.sato",
    "rate_limit.updated",
    { id: "rl-gpt-6-sol", changes_requested: { max_requests_per_1_minute: 3000 } },
  ],
];

export function settingsHistory(timeline: Timeline): SeedEvent[] {
  return planned.map(([daysAgo, by, type, payload], index) => {
    const at = officeTime(timeline, daysAgo, "berlin", `setting ${type} ${index}`);
    return seedEvent(type, at, personActor(by), {
      payload,
      isTenant: type.startsWith("tenant.") || type === "role.bound_to_resource",
    });
  });
}
