import type { SignedIn } from "#lib/auth/actor.ts";
import { firstVisitor } from "#lib/auth/first-visitor.ts";
import { touchSession } from "#lib/auth/touch-session.ts";
import { db } from "#lib/db.ts";
import type { Role } from "#lib/generated/prisma/enums.ts";

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Found = {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  userId: string;
  email: string;
  consoleRole: Role | null;
};

/** Every request begins with this: one statement, where the models' relations would take three. */
async function findSession(sessionId: string): Promise<Found | undefined> {
  const [found] = await db.$queryRaw<Found[]>`
    SELECT s.id, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", u.id AS "userId", u.email,
      (SELECT role::text FROM grants g WHERE g.user_id = u.id AND g.organization_id IS NULL ORDER BY g.id LIMIT 1) AS "consoleRole"
    FROM sessions s JOIN users u ON u.id = s.user_id AND u.disabled_at IS NULL
    WHERE s.id = ${sessionId}::uuid AND s.revoked_at IS NULL AND s.expires_at > ${new Date()}::timestamptz`;
  return found;
}

/** The person behind a session id; null when the session has ended or the person may no longer sign in. */
export async function findSignedIn(sessionId: string, requestId: string): Promise<SignedIn | null> {
  if (!isUuid.test(sessionId)) return null;
  const visitor = firstVisitor(sessionId, requestId);
  if (visitor) return visitor;
  const session = await findSession(sessionId);
  if (!session) return null;

  await touchSession(session);
  const { userId, email, consoleRole } = session;
  return {
    kind: "user",
    id: userId,
    label: email,
    email,
    sessionId,
    requestId,
    consoleRole,
  };
}
