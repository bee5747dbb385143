import type { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import { enqueueStream } from "#lib/jobs/queue.ts";
import { scoped } from "#lib/scoped.ts";
import { PauseStream } from "#lib/streams/pause.ts";

export const ResumeStream = PauseStream;

/** Reads a paused stream again, at once and from where it stood. Throws DomainError "conflict" where it isn't paused. */
export async function resumeStream(
  actor: Actor,
  { kind }: z.output<typeof ResumeStream>,
): Promise<{ kind: string }> {
  authorize(actor, "streams.resume");
  const organizationId = actor.organization.id;
  const before = await scoped(actor).stream.findFirst({ where: { kind }, select: { pausedAt: true } });
  if (!before?.pausedAt) throw new DomainError("conflict", "streamNotPaused");

  await localChange(
    {
      actor,
      organizationId,
      action: "stream.resume",
      target: { kind: "stream", id: kind, label: kind },
      before,
    },
    async (tx) => {
      const { count } = await tx.stream.updateMany({
        where: { organizationId, kind, pausedAt: { not: null } },
        data: { pausedAt: null, notBefore: null },
      });
      if (count === 0) throw new DomainError("conflict", "streamNotPaused");
      return { pausedAt: null };
    },
  );
  await enqueueStream({ organizationId, kind, isForced: true });
  return { kind };
}
