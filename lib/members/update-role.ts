import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import { pathId } from "#lib/admin-api/path-id.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { changeUpstream } from "#lib/changes/change-upstream.ts";
import { UpstreamId } from "#lib/changes/upstream-id.ts";
import { DomainError } from "#lib/errors.ts";
import { applyMember } from "#lib/members/apply.ts";
import type { MemberSummary } from "#lib/members/get.ts";
import { nameOfMember } from "#lib/members/get.ts";
import { requireAnotherOwner, requireMember, requireSeenRole } from "#lib/members/require.ts";

export const memberRoles = ["reader", "owner"] as const;

export const UpdateMemberRole = z.object({
  memberId: UpstreamId,
  role: z.enum(memberRoles, "invalid"),
  /** The role that the person saw when they decided. */
  expectedRole: z.string().max(100),
});

type Input = z.output<typeof UpdateMemberRole>;

async function requireChangeable(
  actor: Actor,
  { memberId, role, expectedRole }: Input,
): Promise<MemberSummary> {
  const member = await requireMember(actor, memberId);
  requireSeenRole(member, expectedRole);
  if (member.role === role) throw new DomainError("conflict", "roleUnchanged", { role });
  if (role !== "owner") await requireAnotherOwner(actor, member);
  return member;
}

export async function updateMemberRole(actor: Actor, input: Input): Promise<MemberSummary> {
  authorize(actor, "members.updateRole");
  const member = await requireChangeable(actor, input);
  const organizationId = actor.organization.id;

  return changeUpstream(actor, {
    action: "member.updateRole",
    target: { kind: "member", id: member.id, label: nameOfMember(member) },
    input: { memberId: member.id, role: input.role },
    before: member,
    recheck: () => requireChangeable(actor, input),
    call: () =>
      callUpstream(organizationId, "POST /organization/users/{user_id}", (organization) =>
        organization.users.update(pathId(member.id), { role: input.role }),
      ),
    apply: (tx, user, sentAt) => applyMember(tx, organizationId, user, sentAt),
  });
}
