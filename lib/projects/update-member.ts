import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import { pathId } from "#lib/admin-api/path-id.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { changeUpstream } from "#lib/changes/change-upstream.ts";
import { DomainError } from "#lib/errors.ts";
import { nameOfMember } from "#lib/members/get.ts";
import { AddProjectMember } from "#lib/projects/add-member.ts";
import { applyMembership } from "#lib/projects/apply.ts";
import type { MembershipSummary } from "#lib/projects/memberships.ts";
import { requireInProject, targetOf } from "#lib/projects/memberships.ts";

export const UpdateProjectMember = AddProjectMember.extend({
  /** The role that the person saw when they decided. */
  expectedRole: z.string().max(100),
});

type Input = z.output<typeof UpdateProjectMember>;

async function requireChangeable(actor: Actor, input: Input) {
  const found = await requireInProject(actor, input);
  const { role } = found.membership;
  if (role !== input.expectedRole)
    throw new DomainError("conflict", "memberChanged", { name: nameOfMember(found.member), role });
  if (role === input.role) throw new DomainError("conflict", "roleUnchanged", { role });
  return found;
}

export async function updateProjectMember(actor: Actor, input: Input): Promise<MembershipSummary> {
  authorize(actor, "projects.addMember");
  const found = await requireChangeable(actor, input);
  const organizationId = actor.organization.id;
  const { projectId, memberId, role } = input;

  return changeUpstream(actor, {
    action: "project.updateMember",
    target: targetOf(found),
    input: { projectId, memberId, role },
    before: found.membership,
    recheck: () => requireChangeable(actor, input),
    call: () =>
      callUpstream(
        organizationId,
        "POST /organization/projects/{project_id}/users/{user_id}",
        (organization) =>
          organization.projects.users.update(pathId(memberId), { project_id: pathId(projectId), role }),
      ),
    apply: (tx, user, sentAt) => applyMembership(tx, organizationId, projectId, user, sentAt),
  });
}
