import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { scoped } from "#lib/scoped.ts";

export type ProjectName = { id: string; name: string | null };

/** Active projects by name, for choosing one; upstream allows 2,000, and no more are read. */
export async function listProjectNames(actor: Actor): Promise<ProjectName[]> {
  authorize(actor, "projects.read");
  return scoped(actor).project.findMany({
    where: { deletedAt: null, archivedAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
    take: 2_000,
  });
}
