import type { DataSet } from "#lib/exports/set.ts";
import type { SetName } from "#lib/exports/set-names.ts";
import { auditEvents, trail } from "#lib/exports/sets/audit.ts";
import * as directory from "#lib/exports/sets/directory.ts";
import { costs, costsByKey, costsByMember, usageDaily, usageHourly } from "#lib/exports/sets/facts.ts";

/** What each set holds, whom it needs and how it is read. */
export const dataSets: Record<SetName, DataSet> = {
  audit_events: auditEvents,
  trail,
  usage_hourly: usageHourly,
  usage_daily: usageDaily,
  costs,
  costs_by_member: costsByMember,
  costs_by_key: costsByKey,
  members: directory.members,
  invites: directory.invites,
  groups: directory.groups,
  group_members: directory.groupMembers,
  roles: directory.roles,
  role_assignments: directory.roleAssignments,
  projects: directory.projects,
  project_members: directory.projectMembers,
  service_accounts: directory.serviceAccounts,
  keys: directory.keys,
  streams: directory.streams,
};
