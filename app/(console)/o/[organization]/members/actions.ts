"use server";
import { revalidatePath } from "next/cache";
import { formAction } from "#lib/action.ts";
import { RevokeInvite, revokeInvite } from "#lib/invites/revoke.ts";
import { nameOfMember } from "#lib/members/get.ts";
import { InviteMember, inviteMember } from "#lib/members/invite.ts";
import { RemoveMember, removeMember } from "#lib/members/remove.ts";
import { UpdateMemberRole, updateMemberRole } from "#lib/members/update-role.ts";

function revalidate(): void {
  revalidatePath("/o/[organization]/members", "layout");
}

export const inviteMemberAction = formAction(InviteMember, async (actor, input) => {
  const invite = await inviteMember(actor, input);
  revalidate();
  return { messageKey: "done.invited", values: { email: invite.email } };
});

export const revokeInviteAction = formAction(RevokeInvite, async (actor, input) => {
  const invite = await revokeInvite(actor, input);
  revalidate();
  return { messageKey: "done.revoked", values: { email: invite.email } };
});

export const updateMemberRoleAction = formAction(UpdateMemberRole, async (actor, input) => {
  const member = await updateMemberRole(actor, input);
  revalidate();
  return { messageKey: "done.roleChanged", values: { name: nameOfMember(member), role: input.role } };
});

export const removeMemberAction = formAction(RemoveMember, async (actor, input) => {
  const member = await removeMember(actor, input);
  revalidate();
  return { messageKey: "done.removed", values: { name: nameOfMember(member) } };
});
