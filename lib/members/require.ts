import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import type { MemberSummary } from "#lib/members/get.ts";
import { memberSummary, nameOfMember } from "#lib/members/get.ts";
import { scoped } from "#lib/scoped.ts";

/** A member who is there now. Throws DomainError "not_found" for an unknown id, "conflict" for one who has left. */
export async function requireMember(actor: Actor, memberId: string): Promise<MemberSummary> {
  const member = await scoped(actor).member.findFirst({ where: { id: memberId }, select: memberSummary });
  if (!member) throw new DomainError("not_found", "memberNotFound");
  if (member.deletedAt) throw new DomainError("conflict", "memberGone", { name: nameOfMember(member) });
  return member;
}

/** Throws DomainError "conflict" when the role is no longer the one that the person saw. */
export function requireSeenRole(member: MemberSummary, expectedRole: string): void {
  if ((member.role ?? "") === expectedRole) return;
  throw new DomainError("conflict", "memberChanged", {
    name: nameOfMember(member),
    role: member.role ?? "—",
  });
}

/** Throws DomainError "conflict" when nobody else owns the organization. */
export async function requireAnotherOwner(actor: Actor, member: MemberSummary): Promise<void> {
  if (member.role !== "owner") return;
  const other = await scoped(actor).member.findFirst({
    where: { role: "owner", deletedAt: null, id: { not: member.id } },
    select: { id: true },
  });
  if (!other) throw new DomainError("conflict", "lastOwner", { name: nameOfMember(member) });
}
