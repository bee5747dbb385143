import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { countKeys, listKeys, everyKey } from "#lib/keys/list.ts";
import { confirmationOf } from "#lib/members/remove.ts";
import type { MemberSummary } from "#lib/members/get.ts";
import { nameOfMember } from "#lib/members/get.ts";
import { RemoveMemberDialog } from "./remove-member-dialog.tsx";
import { UpdateRoleDialog } from "./update-role-dialog.tsx";

const named = 5;

/** The keys that would stay: how many, and the names of the latest used; null for those who may not see keys. */
async function keysOf(
  actor: Actor,
  member: MemberSummary,
): Promise<{ count: number; names: string[] } | null> {
  if (!can(actor, "keys.read")) return null;
  const filters = { ...everyKey, ownerId: member.id };
  const start = { after: null, before: null };
  const [{ count }, { rows }] = await Promise.all([
    countKeys(actor, filters),
    listKeys(actor, filters, { sort: "used", descending: true }, start),
  ]);
  const names = rows
    .slice(0, named)
    .map((key) => `${key.name || key.id} · ${key.projectName || key.projectId}`);
  return { count, names };
}

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
        <RemoveMemberDialog {...shared} phrase={confirmationOf(member)} keys={await keysOf(actor, member)} />
      )}
    </>
  );
}
