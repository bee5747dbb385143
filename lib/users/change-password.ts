import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { SignedIn } from "#lib/auth/actor.ts";
import { hashPassword, verifyPassword } from "#lib/auth/password.ts";
import { admitAttempt, forgiveAttempts } from "#lib/auth/throttle.ts";
import { db } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";

export const ChangePassword = z.object({
  current: z.string().min(1, "required").max(500, "tooLong"),
  password: z.string().min(12, "passwordLength").max(500, "tooLong"),
});

/**
 * Changes one's own password and ends every other session of one's own. Throws DomainError "invalid" when the
 * current password is wrong, "unavailable" when it was tried too often: a borrowed session must not guess it.
 */
export async function changePassword(
  person: SignedIn,
  { current, password }: z.output<typeof ChangePassword>,
): Promise<{ ended: number }> {
  const { id, email, sessionId } = person;
  const place = { email, ip: `session ${sessionId}` };
  const { admitted } = await admitAttempt(place);
  if (!admitted) throw new DomainError("unavailable", "tooManyAttempts");
  const { passwordHash: before } = await db.user.findUniqueOrThrow({ where: { id } });
  if (!(await verifyPassword(before, current))) throw new DomainError("invalid", "wrongPassword");
  await forgiveAttempts(place);

  const passwordHash = await hashPassword(password);
  const target = { kind: "user", id, label: email };
  return localChange(
    { actor: person, organizationId: null, action: "user.changePassword", target },
    async (tx) => {
      await tx.user.update({ where: { id }, data: { passwordHash }, select: { id: true } });
      const { count } = await tx.session.updateMany({
        where: { userId: id, id: { not: sessionId }, revokedAt: null },
        data: { revokedAt: new Date() },
      });
      return { ended: count };
    },
  );
}
