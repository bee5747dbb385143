import { randomBytes } from "node:crypto";
import { recordAccess, localChange } from "#lib/audit/change.ts";
import { hashPassword, verifyPassword } from "#lib/auth/password.ts";
import { idleMs } from "#lib/auth/session-times.ts";
import { admitAttempt, forgiveAttempts } from "#lib/auth/throttle.ts";
import { db } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";

export type Attempt = {
  email: string;
  password: string;
  ip: string;
  userAgent: string | null;
  requestId: string;
};

type Refusal = "wrong password" | "no such user" | "disabled" | "too many attempts";

let decoy: Promise<string> | undefined;

/** Checked when the email is unknown, so that the answer takes as long as for a known one. */
function decoyHash(): Promise<string> {
  return (decoy ??= hashPassword(randomBytes(32).toString("base64")));
}

async function refuse(attempt: Attempt, reason: Refusal): Promise<void> {
  const label = attempt.email.slice(0, 320);
  await recordAccess(
    {
      actor: { kind: "anonymous", id: attempt.ip, label, requestId: attempt.requestId },
      organizationId: null,
      action: "session.refuse",
      target: { kind: "user", id: label, label },
      input: { reason, ip: attempt.ip, userAgent: attempt.userAgent },
    },
    "failed",
  );
}

/**
 * Signs a person in: the session's id, or null when email and password do not belong together (or the person is
 * disabled: the answer does not tell). DomainError "unavailable" tooManyAttempts when it was tried too often.
 */
export async function startSession(attempt: Attempt): Promise<{ userId: string; sessionId: string } | null> {
  const { admitted, first } = await admitAttempt(attempt);
  if (!admitted) {
    if (first) await refuse(attempt, "too many attempts");
    throw new DomainError("unavailable", "tooManyAttempts");
  }

  const user = await db.user.findUnique({ where: { email: attempt.email.trim() } });
  const fits = await verifyPassword(user?.passwordHash ?? (await decoyHash()), attempt.password);
  if (!user || !fits || user.disabledAt) {
    await refuse(attempt, !user ? "no such user" : fits ? "disabled" : "wrong password");
    return null;
  }

  await forgiveAttempts(attempt);
  const session = await localChange(
    {
      actor: { kind: "user", id: user.id, label: user.email, requestId: attempt.requestId },
      organizationId: null,
      action: "session.start",
      target: { kind: "user", id: user.id, label: user.email },
    },
    (tx) =>
      tx.session.create({
        data: {
          userId: user.id,
          expiresAt: new Date(Date.now() + idleMs),
          ip: attempt.ip,
          userAgent: attempt.userAgent,
        },
        select: { id: true, ip: true, userAgent: true, expiresAt: true },
      }),
  );
  return { userId: user.id, sessionId: session.id };
}
