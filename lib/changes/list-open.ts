import type { Actor } from "#lib/auth/actor.ts";
import { scoped } from "#lib/scoped.ts";

export type OpenChangeRow = { action: string; startedAt: Date; isUnknown: boolean };

/** The changes of a target, or of a part of it, that are under way or whose end is not known yet. */
export async function listOpenChanges(
  actor: Actor,
  target: { kind: "member" | "project"; id: string },
): Promise<OpenChangeRow[]> {
  // The id of a membership is project/member: see lib/projects/memberships.ts.
  const part = target.kind === "project" ? { startsWith: `${target.id}/` } : { endsWith: `/${target.id}` };
  return scoped(actor).openChange.findMany({
    where: {
      OR: [
        { targetKind: target.kind, targetId: target.id },
        { targetKind: "project_member", targetId: part },
      ],
    },
    orderBy: { startedAt: "asc" },
    select: { action: true, startedAt: true, isUnknown: true },
    take: 20,
  });
}
