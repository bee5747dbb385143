import type { OrganizationUser } from "openai/resources/admin/organization/users/users";
import type { Transaction } from "#lib/db.ts";
import type { MemberSummary } from "#lib/members/get.ts";
import { memberSummary } from "#lib/members/get.ts";
import { groupMemberTable } from "#lib/mirror/groups.ts";
import { mirrorMembers, tombstoneMembers } from "#lib/mirror/members.ts";
import { projectMemberTable } from "#lib/mirror/project-members.ts";
import { tombstoneRows } from "#lib/mirror/rows.ts";

function mirrored(tx: Transaction, organizationId: string, id: string): Promise<MemberSummary> {
  return tx.member.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id } },
    select: memberSummary,
  });
}

export async function applyMember(
  tx: Transaction,
  organizationId: string,
  user: OrganizationUser,
  at: Date,
): Promise<MemberSummary> {
  await mirrorMembers(tx, organizationId, [user], at);
  return mirrored(tx, organizationId, user.id);
}

/** Marks a member as gone, and with them what upstream takes away too: projects and groups. Keys stay. */
export async function applyRemoval(
  tx: Transaction,
  organizationId: string,
  memberId: string,
  at: Date,
): Promise<MemberSummary> {
  const live = { organizationId, memberId, deletedAt: null };
  const inProjects = await tx.projectMember.findMany({ where: live, select: { projectId: true } });
  const inGroups = await tx.groupMember.findMany({ where: live, select: { groupId: true } });
  const memberships = inProjects.map(({ projectId }) => ({ project_id: projectId, member_id: memberId }));
  const groups = inGroups.map(({ groupId }) => ({ group_id: groupId, member_id: memberId }));

  await tombstoneMembers(tx, organizationId, [memberId], at);
  await tombstoneRows(tx, projectMemberTable, organizationId, memberships, at);
  await tombstoneRows(tx, groupMemberTable, organizationId, groups, at);
  return mirrored(tx, organizationId, memberId);
}
