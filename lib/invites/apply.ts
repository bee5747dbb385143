import type { Invite } from "openai/resources/admin/organization/invites";
import type { Transaction } from "#lib/db.ts";
import type { InviteSummary } from "#lib/invites/get.ts";
import { inviteSummary } from "#lib/invites/get.ts";
import { mirrorInvites, tombstoneInvites } from "#lib/mirror/invites.ts";

function mirrored(tx: Transaction, organizationId: string, id: string): Promise<InviteSummary> {
  return tx.invite.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id } },
    select: inviteSummary,
  });
}

export async function applyInvite(
  tx: Transaction,
  organizationId: string,
  invite: Invite,
  at: Date,
): Promise<InviteSummary> {
  await mirrorInvites(tx, organizationId, [invite], at);
  return mirrored(tx, organizationId, invite.id);
}

export async function applyRevocation(
  tx: Transaction,
  organizationId: string,
  inviteId: string,
  at: Date,
): Promise<InviteSummary> {
  await tombstoneInvites(tx, organizationId, [inviteId], at);
  return mirrored(tx, organizationId, inviteId);
}
