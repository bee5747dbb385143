import type { ProjectAPIKey } from "openai/resources/admin/organization/projects/api-keys";
import type { ProjectServiceAccount } from "openai/resources/admin/organization/projects/service-accounts/service-accounts";
import type { ProjectUser } from "openai/resources/admin/organization/projects/users/users";
import { pathId } from "#lib/admin-api/path-id.ts";
import { apiKeyTable, mirrorApiKeys } from "#lib/mirror/api-keys.ts";
import { mirrorProjectMembers, projectMemberTable } from "#lib/mirror/project-members.ts";
import { tombstoneUnseen } from "#lib/mirror/rows.ts";
import { mirrorServiceAccounts, serviceAccountTable } from "#lib/mirror/service-accounts.ts";
import { countLiving, tombstoneOrphans } from "#lib/sync/directory/orphans.ts";
import { activeProjects, allProjects, livingProject } from "#lib/sync/directory/parents.ts";
import { sweepReader } from "#lib/sync/directory/sweep.ts";

const limit = 100;

export const projectMembersReader = sweepReader({
  unit: "projects",
  count: (tx, organizationId) => countLiving(tx, projectMemberTable.name, organizationId),
  parts: [
    {
      template: "GET /organization/projects/{project_id}/users",
      parents: activeProjects,
      list: (organization, [projectId = ""], after) =>
        organization.projects.users.list(pathId(projectId), { limit, ...after }),
      mirror: (tx, organizationId, [projectId = ""], users, at) =>
        mirrorProjectMembers(tx, organizationId, projectId, users as ProjectUser[], at),
      tombstone: (tx, organizationId, [projectId = ""], sweptAt) =>
        tombstoneUnseen(tx, projectMemberTable, organizationId, { project_id: projectId }, sweptAt),
      tombstoneOrphans: (tx, organizationId, sweptAt) =>
        tombstoneOrphans(
          tx,
          { table: "project_members", column: "project_id", parent: "projects", living: livingProject },
          organizationId,
          sweptAt,
        ),
    },
  ],
});

export const serviceAccountsReader = sweepReader({
  unit: "projects",
  count: (tx, organizationId) => countLiving(tx, serviceAccountTable.name, organizationId),
  parts: [
    {
      template: "GET /organization/projects/{project_id}/service_accounts",
      parents: activeProjects,
      list: (organization, [projectId = ""], after) =>
        organization.projects.serviceAccounts.list(pathId(projectId), { limit, ...after }),
      mirror: (tx, organizationId, [projectId = ""], accounts, at) =>
        mirrorServiceAccounts(tx, organizationId, projectId, accounts as ProjectServiceAccount[], at),
      tombstone: (tx, organizationId, [projectId = ""], sweptAt) =>
        tombstoneUnseen(tx, serviceAccountTable, organizationId, { project_id: projectId }, sweptAt),
      tombstoneOrphans: (tx, organizationId, sweptAt) =>
        tombstoneOrphans(
          tx,
          { table: "service_accounts", column: "project_id", parent: "projects", living: livingProject },
          organizationId,
          sweptAt,
        ),
    },
  ],
});

export const apiKeysReader = sweepReader({
  unit: "projects",
  count: (tx, organizationId) => countLiving(tx, apiKeyTable.name, organizationId),
  parts: [
    {
      template: "GET /organization/projects/{project_id}/api_keys",
      parents: allProjects,
      // Without "any" the keys of people who lost access to the project are left out.
      list: (organization, [projectId = ""], after) =>
        organization.projects.apiKeys.list(pathId(projectId), {
          limit,
          owner_project_access: "any",
          ...after,
        }),
      mirror: (tx, organizationId, [projectId = ""], keys, at) =>
        mirrorApiKeys(tx, organizationId, projectId, keys as ProjectAPIKey[], at),
      tombstone: (tx, organizationId, [projectId = ""], sweptAt) =>
        tombstoneUnseen(tx, apiKeyTable, organizationId, { project_id: projectId }, sweptAt),
      tombstoneOrphans: (tx, organizationId, sweptAt) =>
        tombstoneOrphans(
          tx,
          { table: "api_keys", column: "project_id", parent: "projects", living: "deleted_at IS NULL" },
          organizationId,
          sweptAt,
        ),
    },
  ],
});
