import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import { pathId } from "#lib/admin-api/path-id.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { changeUpstream } from "#lib/changes/change-upstream.ts";
import { UpstreamId } from "#lib/changes/upstream-id.ts";
import { DomainError } from "#lib/errors.ts";
import { applyRemoval } from "#lib/members/apply.ts";
import type { MemberSummary } from "#lib/members/get.ts";
import { nameOfMember } from "#lib/members/get.ts";
import { requireAnotherOwner, requireMember, requireSeenRole } from "#lib/members/require.ts";
import { scoped } from "#lib/scoped.ts";

export const RemoveMember = z.object({
  memberId: UpstreamId,
  /** The member's email, typed by hand; the id where upstream tells no email. */
  confirmation: z.string().trim().min(1, "required").max(320, "tooLong"),
  expectedRole: z.string().max(100),
});

type Input = z.output<typeof RemoveMember>;

export function confirmationOf(member: { id: string; email: string | null }): string {
  return member.email ?? member.id;
}

async function requireRemovable(actor: Actor, input: Input): Promise<MemberSummary> {
  const member = await requireMember(actor, input.memberId);
  requireSeenRole(member, input.expectedRole);
  if (input.confirmation.toLowerCase() !== confirmationOf(member).toLowerCase())
    throw new DomainError("invalid", "confirmationMismatch", { expected: confirmationOf(member) });
  await requireAnotherOwner(actor, member);
  return member;
}

/** What the removal takes away upstream, so that the trail can tell it afterwards. */
async function membershipsOf(actor: Actor, memberId: string) {
  return scoped(actor).projectMember.findMany({
    where: { memberId, deletedAt: null },
    select: { projectId: true, role: true },
    orderBy: { projectId: "asc" },
    take: 2_000,
  });
}

/** Removes a member from the organization and all its projects. Their API keys stay upstream, without access. */
export async function removeMember(actor: Actor, input: Input): Promise<MemberSummary> {
  authorize(actor, "members.remove");
  const member = await requireRemovable(actor, input);
  const organizationId = actor.organization.id;

  return changeUpstream(actor, {
    action: "member.remove",
    target: { kind: "member", id: member.id, label: nameOfMember(member) },
    input: { memberId: member.id },
    before: { ...member, projects: await membershipsOf(actor, member.id) },
    recheck: () => requireRemovable(actor, input),
    call: () =>
      callUpstream(organizationId, "DELETE /organization/users/{user_id}", (organization) =>
        organization.users.delete(pathId(member.id)),
      ),
    apply: (tx, _deleted, sentAt) => applyRemoval(tx, organizationId, member.id, sentAt),
  });
}
