import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { countKeys } from "#lib/keys/list.ts";
import { confirmationOf } from "#lib/members/remove.ts";
import type { MemberSummary } from "#lib/members/get.ts";
import { nameOfMember } from "#lib/members/get.ts";
import { RemoveMemberDialog } from "./remove-member-dialog.tsx";
import { UpdateRoleDialog } from "./update-role-dialog.tsx";

/** How many keys would stay; null for those who may not see keys. */
async function keysOf(actor: Actor, member: MemberSummary): Promise<number | null> {
  if (!can(actor, "keys.read")) return null;
  const filters = { search: "", projectId: null, ownerId: member.id, risk: null };
  return (await countKeys(actor, filters)).count;
}

/** What the actor may do to a member. */
export async function MemberActions({ actor, member }: { actor: Actor; member: MemberSummary }) {
  const shared = {
    organization: actor.organization.slug,
    memberId: member.id,
    name: nameOfMember(member),
    role: member.role ?? "",
  };
  return (
    <>
      {can(actor, "members.updateRole") && <UpdateRoleDialog {...shared} />}
      {can(actor, "members.remove") && (
        <RemoveMemberDialog
          {...shared}
          phrase={confirmationOf(member)}
          keyCount={await keysOf(actor, member)}
        />
      )}
    </>
  );
}
