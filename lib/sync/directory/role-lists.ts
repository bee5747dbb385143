import type { ProjectGroup } from "openai/resources/admin/organization/projects/groups/groups";
import type { Role } from "openai/resources/admin/organization/roles";
import { pathId } from "#lib/admin-api/path-id.ts";
import { mirrorProjectGroups, projectGroupTable } from "#lib/mirror/groups.ts";
import type { Principal } from "#lib/mirror/roles.ts";
import { mirrorRoleAssignments, mirrorRoles, roleAssignmentTable, roleTable } from "#lib/mirror/roles.ts";
import { tombstoneUnseen } from "#lib/mirror/rows.ts";
import { countLiving, tombstoneOrphans, tombstoneStrangers } from "#lib/sync/directory/orphans.ts";
import {
  activeProjects,
  groupsOfOrganization,
  groupsOfProjects,
  livingProject,
  membersOfOrganization,
  membersOfProjects,
} from "#lib/sync/directory/parents.ts";
import { roleTurns } from "#lib/sync/directory/role-turns.ts";
import type { SweepPart } from "#lib/sync/directory/sweep.ts";
import { sweepReader } from "#lib/sync/directory/sweep.ts";

const limit = 1_000;

const mirror: SweepPart["mirror"] = (tx, organizationId, [projectId = ""], roles, at) =>
  mirrorRoles(tx, organizationId, projectId, roles as Role[], at);

const tombstone: SweepPart["tombstone"] = (tx, organizationId, [projectId = ""], sweptAt) =>
  tombstoneUnseen(tx, roleTable, organizationId, { project_id: projectId }, sweptAt);

function orphansOf(
  table: string,
  column: string,
  parent: string,
  living: string,
  only?: string,
): NonNullable<SweepPart["tombstoneOrphans"]> {
  const of = { table, column, parent, living, ...(only && { only }) };
  return (tx, organizationId, sweptAt) => tombstoneOrphans(tx, of, organizationId, sweptAt);
}

const orphansOfGone = (parent: "groups" | "members", kind: Principal["kind"]) =>
  orphansOf(
    roleAssignmentTable.name,
    "principal_id",
    parent,
    "deleted_at IS NULL",
    `principal_kind = '${kind}'`,
  );

/** A part that reads who holds which role, one call for each principal, in turns over many runs. */
function assignments(
  principalOf: (parent: readonly string[]) => Principal,
  part: Pick<SweepPart, "template" | "list" | "tombstoneOrphans"> & {
    parents: NonNullable<SweepPart["parents"]>;
  },
): SweepPart {
  return {
    ...part,
    mirror: (tx, organizationId, parent, roles, at) =>
      mirrorRoleAssignments(tx, organizationId, principalOf(parent), roles as { id: string }[], at),
    tombstone: (tx, organizationId, parent, sweptAt) => {
      const { projectId, kind, id } = principalOf(parent);
      const within = { project_id: projectId, principal_kind: kind, principal_id: id };
      return tombstoneUnseen(tx, roleAssignmentTable, organizationId, within, sweptAt);
    },
  };
}

const living = "organization_id = $1 AND deleted_at IS NULL";
const groupTurns = roleTurns("group", `groups WHERE ${living}`, "''", "id");
const memberTurns = roleTurns("user", `members WHERE ${living}`, "''", "id");
const projectTurns = roleTurns(
  "project",
  `projects WHERE organization_id = $1 AND ${livingProject}`,
  "''",
  "id",
);
const inLivingProjects = (table: string) =>
  `${table} AS inside JOIN projects USING (organization_id) WHERE organization_id = $1 AND projects.id = project_id
     AND projects.deleted_at IS NULL AND projects.status IS DISTINCT FROM 'archived' AND inside.deleted_at IS NULL`;
const projectMemberTurns = roleTurns("user", inLivingProjects("project_members"), "project_id", "member_id");
const projectGroupTurns = roleTurns("group", inLivingProjects("project_groups"), "project_id", "group_id");

/** Which groups are in which project: only these are asked for their roles there. */
const projectGroups: SweepPart = {
  template: "GET /organization/projects/{project_id}/groups",
  identifiedBy: "group_id",
  parents: { ...activeProjects, turns: projectTurns },
  list: (organization, [projectId = ""], after) =>
    organization.projects.groups.list(pathId(projectId), { limit: 100, ...after }),
  mirror: (tx, organizationId, [projectId = ""], groups, at) =>
    mirrorProjectGroups(tx, organizationId, projectId, groups as ProjectGroup[], at),
  tombstone: (tx, organizationId, [projectId = ""], sweptAt) =>
    tombstoneUnseen(tx, projectGroupTable, organizationId, { project_id: projectId }, sweptAt),
  tombstoneOrphans: orphansOf(projectGroupTable.name, "project_id", "projects", livingProject),
};

export const rolesReader = sweepReader({
  unit: "rows",
  count: (tx, organizationId) => countLiving(tx, roleTable.name, organizationId),
  parts: [
    {
      template: "GET /organization/roles",
      list: (organization, _parent, after) => organization.roles.list({ limit, ...after }),
      mirror,
      tombstone,
    },
    {
      template: "GET /projects/{project_id}/roles",
      parents: activeProjects,
      list: (organization, [projectId = ""], after) =>
        organization.projects.roles.list(pathId(projectId), { limit, ...after }),
      mirror,
      tombstone,
      tombstoneOrphans: orphansOf(roleTable.name, "project_id", "projects", livingProject),
    },
    assignments(([id = ""]) => ({ projectId: "", kind: "group", id }), {
      tombstoneOrphans: orphansOfGone("groups", "group"),
      template: "GET /organization/groups/{group_id}/roles",
      parents: { ...groupsOfOrganization, turns: groupTurns },
      list: (organization, [groupId = ""], after) =>
        organization.groups.roles.list(pathId(groupId), { limit, ...after }),
    }),
    assignments(([id = ""]) => ({ projectId: "", kind: "user", id }), {
      tombstoneOrphans: orphansOfGone("members", "user"),
      template: "GET /organization/users/{user_id}/roles",
      parents: { ...membersOfOrganization, turns: memberTurns },
      list: (organization, [memberId = ""], after) =>
        organization.users.roles.list(pathId(memberId), { limit, ...after }),
    }),
    assignments(([projectId = "", id = ""]) => ({ projectId, kind: "user", id }), {
      template: "GET /projects/{project_id}/users/{user_id}/roles",
      tombstoneOrphans: (tx, organizationId, sweptAt) => {
        const of = { kind: "user", table: "project_members", column: "member_id" } as const;
        return tombstoneStrangers(tx, of, organizationId, sweptAt);
      },
      parents: { ...membersOfProjects, turns: projectMemberTurns },
      list: (organization, [projectId = "", memberId = ""], after) =>
        organization.projects.users.roles.list(pathId(memberId), {
          project_id: pathId(projectId),
          limit,
          ...after,
        }),
    }),
    projectGroups,
    assignments(([projectId = "", id = ""]) => ({ projectId, kind: "group", id }), {
      template: "GET /projects/{project_id}/groups/{group_id}/roles",
      tombstoneOrphans: (tx, organizationId, sweptAt) => {
        const of = { kind: "group", table: projectGroupTable.name, column: "group_id" } as const;
        return tombstoneStrangers(tx, of, organizationId, sweptAt);
      },
      parents: { ...groupsOfProjects, turns: projectGroupTurns },
      list: (organization, [projectId = "", groupId = ""], after) =>
        organization.projects.groups.roles.list(pathId(groupId), {
          project_id: pathId(projectId),
          limit,
          ...after,
        }),
    }),
  ],
});
