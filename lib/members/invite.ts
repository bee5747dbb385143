import type { InviteCreateParams } from "openai/resources/admin/organization/invites";
import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { changeUpstream } from "#lib/changes/change-upstream.ts";
import { UpstreamId } from "#lib/changes/upstream-id.ts";
import { DomainError } from "#lib/errors.ts";
import { applyInvite } from "#lib/invites/apply.ts";
import type { InviteSummary } from "#lib/invites/get.ts";
import { escapeLike } from "#lib/keyset/escape-like.ts";
import { memberRoles } from "#lib/members/update-role.ts";
import { projectRoles } from "#lib/projects/add-member.ts";
import { requireActiveProject } from "#lib/projects/require.ts";
import { scoped } from "#lib/scoped.ts";

/** JSON in a form field; what is not JSON fails the schema behind it. */
function parseJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value || "[]");
  } catch {
    return value;
  }
}

export const InviteMember = z
  .object({
    email: z.string().trim().max(254, "tooLong").pipe(z.email("email")),
    role: z.enum(memberRoles, "invalid"),
    /** Without a choice upstream puts a person in the default project; an empty list is no project at all. */
    joins: z.enum(["default", "none", "chosen"], "invalid"),
    projects: z
      .preprocess(
        parseJson,
        z.array(z.object({ id: UpstreamId, role: z.enum(projectRoles, "invalid") })).max(100, "tooMany"),
      )
      .default([]),
  })
  .refine(({ joins, projects }) => joins !== "chosen" || projects.length > 0, {
    path: ["projects"],
    message: "required",
  });

type Input = z.output<typeof InviteMember>;

async function requireInvitable(actor: Actor, { email, joins, projects }: Input): Promise<void> {
  const sameEmail = { email: { equals: escapeLike(email), mode: "insensitive" }, deletedAt: null } as const;
  const reader = scoped(actor);
  if (await reader.member.findFirst({ where: sameEmail, select: { id: true } }))
    throw new DomainError("conflict", "alreadyMember", { email });
  const open = { ...sameEmail, status: "pending", expiresAt: { gt: new Date() } };
  if (await reader.invite.findFirst({ where: open, select: { id: true } }))
    throw new DomainError("conflict", "alreadyInvited", { email });
  if (joins === "chosen") for (const { id } of projects) await requireActiveProject(actor, id);
}

function bodyOf({ email, role, joins, projects }: Input): InviteCreateParams {
  if (joins === "default") return { email, role };
  return { email, role, projects: joins === "chosen" ? projects : [] };
}

/** Invites somebody to the organization; upstream sends the email. */
export async function inviteMember(actor: Actor, input: Input): Promise<InviteSummary> {
  authorize(actor, "members.invite");
  await requireInvitable(actor, input);
  const organizationId = actor.organization.id;
  const body = bodyOf(input);

  return changeUpstream(actor, {
    action: "member.invite",
    // An invite has no id before upstream gives one: the address is what two people could invite at once.
    target: { kind: "invite", id: input.email.toLowerCase(), label: input.email },
    input: body,
    before: null,
    recheck: () => requireInvitable(actor, input),
    call: () =>
      callUpstream(organizationId, "POST /organization/invites", (organization) =>
        organization.invites.create(body),
      ),
    apply: (tx, invite, sentAt) => applyInvite(tx, organizationId, invite, sentAt),
  });
}
