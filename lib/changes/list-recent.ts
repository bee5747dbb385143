import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { ChangedTarget } from "#lib/changes/of-target.ts";
import { ofTarget } from "#lib/changes/of-target.ts";
import { scoped } from "#lib/scoped.ts";

const shown = 10;

/**
 * What this console did to one target and its memberships, the latest first; ten entries. Changes that were
 * only begun are left out. A project had no id when it was asked for: its creation is found by what came of it.
 */
export async function listRecentChanges(actor: Actor, target: ChangedTarget) {
  authorize(actor, "trail.read");
  const creation = { action: "project.create", after: { path: ["id"], equals: target.id } };
  const entries = await scoped(actor).trailEntry.findMany({
    where: { OR: [...ofTarget(target), creation], outcome: { not: "started" } },
    orderBy: { id: "desc" },
    select: {
      id: true,
      operationId: true,
      at: true,
      action: true,
      actorLabel: true,
      targetKind: true,
      targetLabel: true,
      outcome: true,
      error: true,
    },
    take: 2 * shown,
  });
  // What nobody knew at first has two ends, "unknown" and how it was settled: the last one counts.
  const last = new Map(entries.toReversed().map((entry) => [entry.operationId, entry]));
  return entries.filter((entry) => last.get(entry.operationId) === entry).slice(0, shown);
}
