import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { db } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";
import { Role } from "#lib/generated/prisma/enums.ts";
import { authorizeEverywhere } from "#lib/grants/guard.ts";
import { lineOfText } from "#lib/line-of-text.ts";
import { isDuplicate } from "#lib/organizations/duplicates.ts";
import { createUser } from "#lib/users/create.ts";

export const CreateGrant = z.object({
  email: z.email("email").trim().max(200, "tooLong"),
  name: z.string().trim().max(100, "tooLong").regex(lineOfText, "invalid").default(""),
  role: z.enum(Role, "choose"),
  scope: z.enum(["organization", "console"]).default("organization"),
});

export type CreatedGrant = { email: string; role: Role; password: string | null };

/**
 * Gives a person a role here, or over the whole console. Somebody without an account gets one, with a
 * password that is returned once; password is null for people who could sign in already.
 * Throws DomainError "conflict" when they hold a role there already.
 */
export async function createGrant(
  actor: Actor,
  { email, name, role, scope }: z.output<typeof CreateGrant>,
): Promise<CreatedGrant> {
  authorize(actor, "grants.create");
  if (scope === "console") await authorizeEverywhere(actor);
  const organizationId = scope === "console" ? null : actor.organization.id;

  const existing = await db.user.findUnique({ where: { email }, select: { id: true } });
  const held = existing && (await db.grant.findFirst({ where: { userId: existing.id, organizationId } }));
  if (held) throw new DomainError("conflict", "grantExists", { email });
  try {
    const { id: userId, password } = existing
      ? { ...existing, password: null }
      : await createUser(actor, { email, name: name || email });
    await localChange(
      {
        actor,
        organizationId,
        action: "grant.create",
        target: { kind: "user", id: userId, label: email },
        input: { role, scope },
      },
      (tx) => tx.grant.create({ data: { userId, organizationId, role }, select: { id: true, role: true } }),
    );
    return { email, role, password };
  } catch (error) {
    // Somebody else gave the same person an account, or the role, at this very moment.
    if (isDuplicate(error)) throw new DomainError("conflict", "grantExists", { email }, { cause: error });
    throw error;
  }
}
