import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { ChangedTarget } from "#lib/changes/of-target.ts";
import { ofTarget } from "#lib/changes/of-target.ts";
import { scoped } from "#lib/scoped.ts";

/**
 * What this console did to one target and its memberships, the latest first; ten entries. Changes that were
 * only begun are left out. A project had no id when it was asked for: its creation is found by what came of it.
 */
export async function listRecentChanges(actor: Actor, target: ChangedTarget) {
  authorize(actor, "trail.read");
  const creation = { action: "project.create", after: { path: ["id"], equals: target.id } };
  return scoped(actor).trailEntry.findMany({
    where: { OR: [...ofTarget(target), creation], outcome: { not: "started" } },
    orderBy: { id: "desc" },
    select: {
      id: true,
      at: true,
      action: true,
      actorLabel: true,
      targetKind: true,
      targetLabel: true,
      outcome: true,
      error: true,
    },
    take: 10,
  });
}
