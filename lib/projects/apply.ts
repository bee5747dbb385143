import type { Project } from "openai/resources/admin/organization/projects/projects";
import type { ProjectUser } from "openai/resources/admin/organization/projects/users/users";
import type { Transaction } from "#lib/db.ts";
import { mirrorProjectMembers, tombstoneProjectMembers } from "#lib/mirror/project-members.ts";
import { mirrorProjects } from "#lib/mirror/projects.ts";
import type { ProjectSummary } from "#lib/projects/get.ts";
import { projectSummary } from "#lib/projects/get.ts";
import type { MembershipSummary } from "#lib/projects/memberships.ts";
import { membershipSummary } from "#lib/projects/memberships.ts";

export async function applyProject(
  tx: Transaction,
  organizationId: string,
  project: Project,
  at: Date,
): Promise<ProjectSummary> {
  await mirrorProjects(tx, organizationId, [project], at);
  return tx.project.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: project.id } },
    select: projectSummary,
  });
}

function mirroredMembership(
  tx: Transaction,
  organizationId: string,
  projectId: string,
  memberId: string,
): Promise<MembershipSummary> {
  return tx.projectMember.findUniqueOrThrow({
    where: { organizationId_projectId_memberId: { organizationId, projectId, memberId } },
    select: membershipSummary,
  });
}

export async function applyMembership(
  tx: Transaction,
  organizationId: string,
  projectId: string,
  user: ProjectUser,
  at: Date,
): Promise<MembershipSummary> {
  await mirrorProjectMembers(tx, organizationId, projectId, [user], at);
  return mirroredMembership(tx, organizationId, projectId, user.id);
}

/** Marks somebody as no longer in a project. */
export async function applyMembershipEnd(
  tx: Transaction,
  organizationId: string,
  projectId: string,
  memberId: string,
  at: Date,
): Promise<MembershipSummary> {
  await tombstoneProjectMembers(tx, organizationId, projectId, [memberId], at);
  return mirroredMembership(tx, organizationId, projectId, memberId);
}
