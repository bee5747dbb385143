import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import { pathId } from "#lib/admin-api/path-id.ts";
import { readOrGone } from "#lib/changes/read-or-gone.ts";
import type { OpenedChange, Verdict } from "#lib/changes/verdict.ts";
import { applyInvite, applyRevocation } from "#lib/invites/apply.ts";
import { applyMember, applyRemoval } from "#lib/members/apply.ts";

const Member = z.object({ memberId: z.string() });
const MemberRole = Member.extend({ role: z.string() });
const Invited = z.object({ email: z.string() });
const Invite = z.object({ inviteId: z.string() });

function readMember(organizationId: string, memberId: string) {
  return readOrGone(organizationId, "GET /organization/users/{user_id}", (organization) =>
    organization.users.retrieve(pathId(memberId)),
  );
}

export async function checkMemberRole({ organizationId, input }: OpenedChange): Promise<Verdict> {
  const { memberId, role } = MemberRole.parse(input);
  const found = await readMember(organizationId, memberId);
  if (!found) return { happened: false, saw: "The member is no longer there." };
  if (found.answer.role !== role) return { happened: false, saw: `The role is ${found.answer.role}.` };
  return { happened: true, apply: (tx) => applyMember(tx, organizationId, found.answer, found.sentAt) };
}

export async function checkMemberRemoval({ organizationId, input }: OpenedChange): Promise<Verdict> {
  const { memberId } = Member.parse(input);
  const askedAt = new Date();
  const found = await readMember(organizationId, memberId);
  if (found) return { happened: false, saw: "The member is still there." };
  return { happened: true, apply: (tx) => applyRemoval(tx, organizationId, memberId, askedAt) };
}

/** Clocks differ: an invite or a project made a little before the change began may still be its own. */
const toleranceSeconds = 120;

/** Whether upstream made something (Unix seconds) since the change began. */
export function isMadeSince(startedAt: Date, createdAt: number): boolean {
  return createdAt >= Math.floor(startedAt.getTime() / 1000) - toleranceSeconds;
}

export async function checkInvite({ organizationId, startedAt, input }: OpenedChange): Promise<Verdict> {
  const email = Invited.parse(input).email.toLowerCase();
  const { answer, sentAt } = await callUpstream(
    organizationId,
    "GET /organization/invites",
    async (organization) => {
      for await (const invite of organization.invites.list({ limit: 100 })) {
        if (invite.email.toLowerCase() === email && isMadeSince(startedAt, invite.created_at))
          return { invite };
      }
      return { invite: null };
    },
  );
  const { invite } = answer;
  if (!invite) return { happened: false, saw: "There is no such invite." };
  return { happened: true, apply: (tx) => applyInvite(tx, organizationId, invite, sentAt) };
}

export async function checkRevocation({ organizationId, input }: OpenedChange): Promise<Verdict> {
  const { inviteId } = Invite.parse(input);
  const askedAt = new Date();
  const found = await readOrGone(organizationId, "GET /organization/invites/{invite_id}", (organization) =>
    organization.invites.retrieve(pathId(inviteId)),
  );
  if (found) return { happened: false, saw: `The invite is still there: ${found.answer.status}.` };
  return { happened: true, apply: (tx) => applyRevocation(tx, organizationId, inviteId, askedAt) };
}
