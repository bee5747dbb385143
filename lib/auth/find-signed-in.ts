import type { SignedIn } from "#lib/auth/actor.ts";
import { touchSession } from "#lib/auth/touch-session.ts";
import { db } from "#lib/db.ts";

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The person behind a session id; null when the session has ended or the person may no longer sign in. */
export async function findSignedIn(sessionId: string, requestId: string): Promise<SignedIn | null> {
  if (!isUuid.test(sessionId)) return null;
  const session = await db.session.findFirst({
    where: { id: sessionId, revokedAt: null, expiresAt: { gt: new Date() }, user: { disabledAt: null } },
    select: {
      id: true,
      createdAt: true,
      lastSeenAt: true,
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

  await touchSession(session);
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
