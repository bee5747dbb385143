import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import { pathId } from "#lib/admin-api/path-id.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { changeUpstream } from "#lib/changes/change-upstream.ts";
import { UpstreamId } from "#lib/changes/upstream-id.ts";
import { applyMembershipEnd } from "#lib/projects/apply.ts";
import type { MembershipSummary } from "#lib/projects/memberships.ts";
import { requireInProject, targetOf } from "#lib/projects/memberships.ts";

export const RemoveProjectMember = z.object({ projectId: UpstreamId, memberId: UpstreamId });

type Input = z.output<typeof RemoveProjectMember>;

/** Takes a member out of a project. Their API keys in it stay, without access. */
export async function removeProjectMember(actor: Actor, input: Input): Promise<MembershipSummary> {
  authorize(actor, "projects.removeMember");
  const found = await requireInProject(actor, input);
  const organizationId = actor.organization.id;
  const { projectId, memberId } = input;

  return changeUpstream(actor, {
    action: "project.removeMember",
    target: targetOf(found),
    input: { projectId, memberId },
    before: found.membership,
    recheck: () => requireInProject(actor, input),
    call: () =>
      callUpstream(
        organizationId,
        "DELETE /organization/projects/{project_id}/users/{user_id}",
        (organization) =>
          organization.projects.users.delete(pathId(memberId), { project_id: pathId(projectId) }),
      ),
    apply: (tx, _deleted, sentAt) => applyMembershipEnd(tx, organizationId, projectId, memberId, sentAt),
  });
}
