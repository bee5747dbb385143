/** Everything that can be exported, in the order in which it is offered. */
export const setNames = [
  "audit_events",
  "trail",
  "usage_hourly",
  "usage_daily",
  "costs",
  "costs_by_member",
  "costs_by_key",
  "members",
  "invites",
  "groups",
  "group_members",
  "roles",
  "role_assignments",
  "projects",
  "project_members",
  "service_accounts",
  "keys",
  "streams",
] as const;

export type SetName = (typeof setNames)[number];
