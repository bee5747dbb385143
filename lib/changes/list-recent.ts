import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { scoped } from "#lib/scoped.ts";

/** What this console did to one target, the latest first; ten entries. Changes that were only begun are left out. */
export async function listRecentChanges(actor: Actor, target: { kind: string; id: string }) {
  authorize(actor, "trail.read");
  return scoped(actor).trailEntry.findMany({
    where: { targetKind: target.kind, targetId: target.id, outcome: { not: "started" } },
    orderBy: { id: "desc" },
    select: { id: true, at: true, action: true, actorLabel: true, outcome: true, error: true },
    take: 10,
  });
}
