import { absoluteMs, idleMs, touchMs } from "#lib/auth/session-times.ts";
import { writer } from "#lib/db-writer.ts";

type Seen = { id: string; createdAt: Date; lastSeenAt: Date };

/** Moves the end of a session that is in use; never brings an ended one back. */
export async function touchSession(session: Seen): Promise<void> {
  const now = Date.now();
  if (now - session.lastSeenAt.getTime() < touchMs) return;
  const expiresAt = new Date(Math.min(now + idleMs, session.createdAt.getTime() + absoluteMs));
  await writer.session.updateMany({
    where: { id: session.id, revokedAt: null, expiresAt: { gt: new Date(now) } },
    data: { lastSeenAt: new Date(now), expiresAt },
  });
}
