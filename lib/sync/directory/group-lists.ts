import type { Group } from "openai/resources/admin/organization/groups/groups";
import type { OrganizationGroupUser } from "openai/resources/admin/organization/groups/users";
import { pathId } from "#lib/admin-api/path-id.ts";
import { groupMemberTable, groupTable, mirrorGroupMembers, mirrorGroups } from "#lib/mirror/groups.ts";
import { tombstoneUnseen } from "#lib/mirror/rows.ts";
import { countLiving, tombstoneOrphans } from "#lib/sync/directory/orphans.ts";
import { groupsOfOrganization } from "#lib/sync/directory/parents.ts";
import { sweepReader } from "#lib/sync/directory/sweep.ts";

const limit = 1_000;

export const groupsReader = sweepReader({
  unit: "rows",
  count: (tx, organizationId) => countLiving(tx, groupTable.name, organizationId),
  parts: [
    {
      template: "GET /organization/groups",
      list: (organization, _parent, after) => organization.groups.list({ limit, ...after }),
      mirror: (tx, organizationId, _parent, groups, at) =>
        mirrorGroups(tx, organizationId, groups as (Group & { id: string })[], at),
      tombstone: (tx, organizationId, _parent, sweptAt) =>
        tombstoneUnseen(tx, groupTable, organizationId, {}, sweptAt),
    },
    {
      template: "GET /organization/groups/{group_id}/users",
      parents: groupsOfOrganization,
      list: (organization, [groupId = ""], after) =>
        organization.groups.users.list(pathId(groupId), { limit, ...after }),
      mirror: (tx, organizationId, [groupId = ""], users, at) =>
        mirrorGroupMembers(tx, organizationId, groupId, users as OrganizationGroupUser[], at),
      tombstone: (tx, organizationId, [groupId = ""], sweptAt) =>
        tombstoneUnseen(tx, groupMemberTable, organizationId, { group_id: groupId }, sweptAt),
      tombstoneOrphans: (tx, organizationId, sweptAt) =>
        tombstoneOrphans(
          tx,
          { table: "group_members", column: "group_id", parent: "groups", living: "deleted_at IS NULL" },
          organizationId,
          sweptAt,
        ),
    },
  ],
});
