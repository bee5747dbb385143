import type { Actor } from "#lib/auth/actor.ts";
import type { ChangedTarget } from "#lib/changes/of-target.ts";
import { ofTarget } from "#lib/changes/of-target.ts";
import { scoped } from "#lib/scoped.ts";

export type OpenChangeRow = { action: string; startedAt: Date; isUnknown: boolean };

/** The changes of a target, or of a membership of it, that are under way or whose end is not known yet. */
export async function listOpenChanges(actor: Actor, target: ChangedTarget): Promise<OpenChangeRow[]> {
  return scoped(actor).openChange.findMany({
    where: { OR: ofTarget(target) },
    orderBy: { startedAt: "asc" },
    select: { action: true, startedAt: true, isUnknown: true },
    take: 20,
  });
}
