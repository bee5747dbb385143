import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { ChangedTarget } from "#lib/changes/of-target.ts";
import { ofTarget } from "#lib/changes/of-target.ts";
import { scoped } from "#lib/scoped.ts";

export type OpenChangeRow = { action: string; startedAt: Date; isUnknown: boolean };

/** The changes of a target, or of a membership of it, that are under way or whose end is not known yet. Throws DomainError "forbidden". */
export async function listOpenChanges(actor: Actor, target: ChangedTarget): Promise<OpenChangeRow[]> {
  authorize(actor, target.kind === "member" ? "members.read" : "projects.read");
  return scoped(actor).openChange.findMany({
    where: { OR: ofTarget(target) },
    orderBy: { startedAt: "asc" },
    select: { action: true, startedAt: true, isUnknown: true },
    take: 20,
  });
}
