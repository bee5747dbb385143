import { z } from "zod";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import { scoped } from "#lib/scoped.ts";
import { streamKinds } from "#lib/sync/kinds.ts";

export const PauseStream = z.object({ kind: z.enum(streamKinds) });

/**
 * Stops reading a stream until it is resumed; what is under way ends with its step. The time from the stream's
 * as-of on counts as blind. Throws DomainError "conflict" where it is paused already.
 */
export async function pauseStream(
  actor: Actor,
  { kind }: z.output<typeof PauseStream>,
): Promise<{ kind: string }> {
  authorize(actor, "streams.pause");
  const organizationId = actor.organization.id;
  const before = await scoped(actor).stream.findFirst({ where: { kind }, select: { pausedAt: true } });
  if (before?.pausedAt) throw new DomainError("conflict", "streamPaused");

  await localChange(
    {
      actor,
      organizationId,
      action: "stream.pause",
      target: { kind: "stream", id: kind, label: kind },
      before,
    },
    async (tx) => {
      const pausedAt = new Date();
      await tx.stream.createMany({ data: [{ organizationId, kind }], skipDuplicates: true });
      // Of several who pause at once one does: the row says who came first, what was read before does not.
      const { count } = await tx.stream.updateMany({
        where: { organizationId, kind, pausedAt: null },
        data: { pausedAt },
      });
      if (count === 0) throw new DomainError("conflict", "streamPaused");
      const { asOf } = await tx.stream.findUniqueOrThrow({
        where: { organizationId_kind: { organizationId, kind } },
        select: { asOf: true },
      });
      await tx.blindPeriod.createMany({
        data: [{ organizationId, stream: kind, reason: "paused", fromAt: asOf ?? pausedAt }],
        skipDuplicates: true,
      });
      return { pausedAt };
    },
  );
  return { kind };
}
