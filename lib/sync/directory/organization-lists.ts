import type { Invite } from "openai/resources/admin/organization/invites";
import type { Project } from "openai/resources/admin/organization/projects/projects";
import type { OrganizationUser } from "openai/resources/admin/organization/users/users";
import { inviteTable, mirrorInvites } from "#lib/mirror/invites.ts";
import { memberTable, mirrorMembers } from "#lib/mirror/members.ts";
import { mirrorProjects, projectTable } from "#lib/mirror/projects.ts";
import { tombstoneUnseen } from "#lib/mirror/rows.ts";
import { countLiving } from "#lib/sync/directory/orphans.ts";
import { sweepReader } from "#lib/sync/directory/sweep.ts";

const limit = 100;

export const membersReader = sweepReader({
  unit: "rows",
  count: (tx, organizationId) => countLiving(tx, memberTable.name, organizationId),
  parts: [
    {
      template: "GET /organization/users",
      list: (organization, _parent, after) => organization.users.list({ limit, ...after }),
      mirror: (tx, organizationId, _parent, users, at) =>
        mirrorMembers(tx, organizationId, users as OrganizationUser[], at),
      tombstone: (tx, organizationId, _parent, sweptAt) =>
        tombstoneUnseen(tx, memberTable, organizationId, {}, sweptAt),
    },
  ],
});

export const invitesReader = sweepReader({
  unit: "rows",
  count: (tx, organizationId) => countLiving(tx, inviteTable.name, organizationId),
  parts: [
    {
      template: "GET /organization/invites",
      list: (organization, _parent, after) => organization.invites.list({ limit, ...after }),
      mirror: (tx, organizationId, _parent, invites, at) =>
        mirrorInvites(tx, organizationId, invites as Invite[], at),
      tombstone: (tx, organizationId, _parent, sweptAt) =>
        tombstoneUnseen(tx, inviteTable, organizationId, {}, sweptAt),
    },
  ],
});

export const projectsReader = sweepReader({
  unit: "rows",
  count: (tx, organizationId) => countLiving(tx, projectTable.name, organizationId),
  parts: [
    {
      template: "GET /organization/projects",
      list: (organization, _parent, after) =>
        organization.projects.list({ limit, include_archived: true, ...after }),
      mirror: (tx, organizationId, _parent, projects, at) =>
        mirrorProjects(tx, organizationId, projects as Project[], at),
      tombstone: (tx, organizationId, _parent, sweptAt) =>
        tombstoneUnseen(tx, projectTable, organizationId, {}, sweptAt),
    },
  ],
});
