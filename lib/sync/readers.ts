import { auditReader } from "#lib/sync/audit/audit-reader.ts";
import { groupsReader } from "#lib/sync/directory/group-lists.ts";
import { invitesReader, membersReader, projectsReader } from "#lib/sync/directory/organization-lists.ts";
import {
  apiKeysReader,
  projectMembersReader,
  serviceAccountsReader,
} from "#lib/sync/directory/project-lists.ts";
import { rolesReader } from "#lib/sync/directory/role-lists.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";
import type { Reader } from "#lib/sync/reader.ts";
import { costsReader } from "#lib/sync/windows/costs.ts";
import { usageReaders } from "#lib/sync/windows/usage.ts";

export const readers: Record<StreamKind, Reader> = {
  members: membersReader,
  invites: invitesReader,
  projects: projectsReader,
  project_members: projectMembersReader,
  service_accounts: serviceAccountsReader,
  api_keys: apiKeysReader,
  groups: groupsReader,
  roles: rolesReader,
  ...usageReaders,
  costs: costsReader,
  audit_log: auditReader,
};
