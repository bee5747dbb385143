import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { scoped } from "#lib/scoped.ts";

/** The columns of a member that pages and the trail show. */
export const memberSummary = {
  id: true,
  name: true,
  email: true,
  role: true,
  addedAt: true,
  isServiceAccount: true,
  isScimManaged: true,
  apiKeyLastUsedAt: true,
  mirroredAt: true,
  deletedAt: true,
} satisfies Prisma.MemberSelect;

export type MemberSummary = Prisma.MemberGetPayload<{ select: typeof memberSummary }>;

/** A member as mirrored, those who have left included; null when the mirror knows nobody of this id. */
export async function getMember(actor: Actor, memberId: string): Promise<MemberSummary | null> {
  authorize(actor, "members.read");
  return scoped(actor).member.findFirst({ where: { id: memberId }, select: memberSummary });
}

/** What to call a member: the name, else the email, else the id. */
export function nameOfMember(member: { id: string; name: string | null; email: string | null }): string {
  return member.name?.trim() || member.email || member.id;
}
