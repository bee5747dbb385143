import type { StreamKind } from "#lib/sync/kinds.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";

const project = "GET /organization/projects/{project_id}";

export const templatesOf: Record<StreamKind, readonly string[]> = {
  members: ["GET /organization/users"],
  invites: ["GET /organization/invites"],
  projects: ["GET /organization/projects"],
  project_members: [`${project}/users`],
  service_accounts: [`${project}/service_accounts`],
  api_keys: [`${project}/api_keys`],
  groups: ["GET /organization/groups", "GET /organization/groups/{group_id}/users"],
  roles: [
    "GET /organization/roles",
    "GET /projects/{project_id}/roles",
    "GET /organization/groups/{group_id}/roles",
    "GET /organization/users/{user_id}/roles",
    "GET /projects/{project_id}/users/{user_id}/roles",
    `${project}/groups`,
    "GET /projects/{project_id}/groups/{group_id}/roles",
  ],
  ...(Object.fromEntries(
    usageKindNames.map((kind) => [`usage_${kind}`, [`GET /organization/usage/${kind}`]]),
  ) as Record<`usage_${(typeof usageKindNames)[number]}`, string[]>),
  costs: ["GET /organization/costs"],
  audit_log: ["GET /organization/audit_logs"],
};
