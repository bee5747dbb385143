import { localChange } from "#lib/audit/change.ts";
import { db } from "#lib/db.ts";

/** Ends a session at once and for good; an unknown or ended one is left as it is. */
export async function endSession(sessionId: string, requestId: string): Promise<void> {
  const session = await db.session.findFirst({
    where: { id: sessionId, revokedAt: null },
    select: { id: true, user: { select: { id: true, email: true } } },
  });
  if (!session) return;
  const { user } = session;
  await localChange(
    {
      actor: { kind: "user", id: user.id, label: user.email, requestId },
      organizationId: null,
      action: "session.end",
      target: { kind: "user", id: user.id, label: user.email },
    },
    (tx) =>
      tx.session.update({
        where: { id: session.id },
        data: { revokedAt: new Date() },
        select: { revokedAt: true },
      }),
  );
}
