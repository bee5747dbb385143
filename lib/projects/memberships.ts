import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import type { MemberSummary } from "#lib/members/get.ts";
import { nameOfMember } from "#lib/members/get.ts";
import { requireMember } from "#lib/members/require.ts";
import type { ProjectSummary } from "#lib/projects/get.ts";
import { nameOfProject } from "#lib/projects/get.ts";
import { requireActiveProject } from "#lib/projects/require.ts";
import { scoped } from "#lib/scoped.ts";

/** The columns of a membership that the trail shows. */
export const membershipSummary = {
  projectId: true,
  memberId: true,
  role: true,
  addedAt: true,
  deletedAt: true,
} satisfies Prisma.ProjectMemberSelect;

export type MembershipSummary = Prisma.ProjectMemberGetPayload<{ select: typeof membershipSummary }>;

export type Membership = {
  project: ProjectSummary;
  member: MemberSummary;
  /** null when the member is not in the project. */
  membership: MembershipSummary | null;
};

type Pair = { projectId: string; memberId: string };

/**
 * A project, a member and what binds them. Throws DomainError where either cannot be changed, and "conflict"
 * for an owner of the organization, who owns every project and cannot be changed in one.
 */
export async function requirePair(actor: Actor, { projectId, memberId }: Pair): Promise<Membership> {
  const project = await requireActiveProject(actor, projectId);
  const member = await requireMember(actor, memberId);
  if (member.role === "owner")
    throw new DomainError("conflict", "ownerOfEveryProject", { name: nameOfMember(member) });
  const membership = await scoped(actor).projectMember.findFirst({
    where: { projectId, memberId, deletedAt: null },
    select: membershipSummary,
  });
  return { project, member, membership };
}

/** As requirePair, for somebody who is in the project: DomainError "conflict" otherwise. */
export async function requireInProject(
  actor: Actor,
  pair: Pair,
): Promise<Membership & { membership: MembershipSummary }> {
  const { project, member, membership } = await requirePair(actor, pair);
  if (membership) return { project, member, membership };
  const values = { name: nameOfMember(member), project: nameOfProject(project) };
  throw new DomainError("conflict", "notInProject", values);
}

/** The target that the trail and the lock name: one person in one project. */
export function targetOf({ project, member }: Membership) {
  return {
    kind: "project_member",
    id: `${project.id}/${member.id}`,
    label: `${nameOfMember(member)} · ${nameOfProject(project)}`,
  };
}
