import type { SignedIn } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";

/** The person behind a session id; null when the session has ended or the person may no longer sign in. */
export async function findSignedIn(sessionId: string, requestId: string): Promise<SignedIn | null> {
  const session = await db.session.findFirst({
    where: { id: sessionId, revokedAt: null, expiresAt: { gt: new Date() }, user: { disabledAt: null } },
    select: {
      id: true,
      user: {
        select: {
          id: true,
          email: true,
          grants: { where: { organizationId: null }, select: { role: true } },
        },
      },
    },
  });
  if (!session) return null;

  const { user } = session;
  const consoleRole = user.grants[0]?.role ?? null;
  return {
    kind: "user",
    id: user.id,
    label: user.email,
    email: user.email,
    sessionId,
    requestId,
    consoleRole,
  };
}
