import { z } from "zod";
import { recordAccess } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { db } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";
import { enqueueStream } from "#lib/jobs/queue.ts";
import { isStreamKind, streamKinds } from "#lib/sync/kinds.ts";

/** kinds: names of streams with commas between them; empty for all. */
export const RequestSync = z.object({
  kinds: z
    .string()
    .max(1000)
    .default("")
    .transform((text) => (text === "" ? [...streamKinds] : text.split(",")))
    .refine((kinds) => kinds.every(isStreamKind), "invalid")
    .transform((kinds) => kinds.filter(isStreamKind)),
});

/** Asks for these streams to be read now, ahead of the schedule. Throws DomainError "unavailable" once disconnected. */
export async function requestSync(
  actor: Actor,
  { kinds }: z.output<typeof RequestSync>,
): Promise<{ streams: number }> {
  authorize(actor, "streams.sync");
  const { id: organizationId, name } = actor.organization;
  const { status } = await db.organization.findUniqueOrThrow({ where: { id: organizationId } });
  if (status === "disconnected") throw new DomainError("unavailable", "organizationDisconnected", { name });

  for (const kind of kinds) await enqueueStream({ organizationId, kind, isForced: true });
  const isAll = kinds.length === streamKinds.length;
  await recordAccess({
    actor,
    organizationId,
    action: "stream.sync",
    target: { kind: "stream", id: isAll ? "all" : kinds.join(","), label: isAll ? "all" : kinds.join(", ") },
  });
  return { streams: kinds.length };
}
