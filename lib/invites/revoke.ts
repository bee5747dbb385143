import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import { pathId } from "#lib/admin-api/path-id.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { changeUpstream } from "#lib/changes/change-upstream.ts";
import { UpstreamId } from "#lib/changes/upstream-id.ts";
import { DomainError } from "#lib/errors.ts";
import { applyRevocation } from "#lib/invites/apply.ts";
import type { InviteSummary } from "#lib/invites/get.ts";
import { inviteSummary } from "#lib/invites/get.ts";
import { scoped } from "#lib/scoped.ts";

export const RevokeInvite = z.object({ inviteId: UpstreamId });

async function requireRevocable(actor: Actor, inviteId: string): Promise<InviteSummary> {
  const invite = await scoped(actor).invite.findFirst({ where: { id: inviteId }, select: inviteSummary });
  if (!invite) throw new DomainError("not_found", "inviteNotFound");
  if (invite.deletedAt) throw new DomainError("conflict", "inviteGone", { email: invite.email });
  if (invite.status === "accepted")
    throw new DomainError("conflict", "inviteAccepted", { email: invite.email });
  return invite;
}

/** Takes back an invite that nobody has accepted; an expired one is taken off the list alike. */
export async function revokeInvite(
  actor: Actor,
  { inviteId }: z.output<typeof RevokeInvite>,
): Promise<InviteSummary> {
  authorize(actor, "members.invite");
  const invite = await requireRevocable(actor, inviteId);
  const organizationId = actor.organization.id;

  return changeUpstream(actor, {
    action: "invite.revoke",
    target: { kind: "invite", id: invite.id, label: invite.email },
    input: { inviteId: invite.id },
    before: invite,
    recheck: () => requireRevocable(actor, inviteId),
    call: () =>
      callUpstream(organizationId, "DELETE /organization/invites/{invite_id}", (organization) =>
        organization.invites.delete(pathId(invite.id)),
      ),
    apply: (tx, _deleted, sentAt) => applyRevocation(tx, organizationId, invite.id, sentAt),
  });
}
