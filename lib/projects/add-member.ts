import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import { pathId } from "#lib/admin-api/path-id.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { changeUpstream } from "#lib/changes/change-upstream.ts";
import { UpstreamId } from "#lib/changes/upstream-id.ts";
import { DomainError } from "#lib/errors.ts";
import { nameOfMember } from "#lib/members/get.ts";
import { applyMembership } from "#lib/projects/apply.ts";
import { nameOfProject } from "#lib/projects/get.ts";
import type { Membership, MembershipSummary } from "#lib/projects/memberships.ts";
import { requirePair, targetOf } from "#lib/projects/memberships.ts";

export const projectRoles = ["member", "owner"] as const;

export const AddProjectMember = z.object({
  projectId: UpstreamId,
  memberId: UpstreamId,
  role: z.enum(projectRoles, "invalid"),
});

type Input = z.output<typeof AddProjectMember>;

async function requireAddable(actor: Actor, input: Input): Promise<Membership> {
  const found = await requirePair(actor, input);
  if (!found.membership) return found;
  const values = { name: nameOfMember(found.member), project: nameOfProject(found.project) };
  throw new DomainError("conflict", "alreadyInProject", values);
}

export async function addProjectMember(actor: Actor, input: Input): Promise<MembershipSummary> {
  authorize(actor, "projects.addMember");
  const found = await requireAddable(actor, input);
  const organizationId = actor.organization.id;
  const { projectId, memberId, role } = input;

  return changeUpstream(actor, {
    action: "project.addMember",
    target: targetOf(found),
    input: { projectId, memberId, role },
    before: null,
    recheck: () => requireAddable(actor, input),
    call: () =>
      callUpstream(organizationId, "POST /organization/projects/{project_id}/users", (organization) =>
        organization.projects.users.create(pathId(projectId), { user_id: memberId, role }),
      ),
    apply: (tx, user, sentAt) => applyMembership(tx, organizationId, projectId, user, sentAt),
  });
}
