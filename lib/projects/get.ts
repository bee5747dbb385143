import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { scoped } from "#lib/scoped.ts";

/** The columns of a project that pages and the trail show. */
export const projectSummary = {
  id: true,
  name: true,
  status: true,
  createdAt: true,
  archivedAt: true,
  residency: true,
  mirroredAt: true,
  deletedAt: true,
} satisfies Prisma.ProjectSelect;

export type ProjectSummary = Prisma.ProjectGetPayload<{ select: typeof projectSummary }>;

/** A project as mirrored, archived ones included; null when the mirror knows none of this id. */
export async function getProject(actor: Actor, projectId: string): Promise<ProjectSummary | null> {
  authorize(actor, "projects.read");
  return scoped(actor).project.findFirst({ where: { id: projectId }, select: projectSummary });
}

/** What to call a project: upstream allows one without a name. */
export function nameOfProject(project: { id: string; name: string | null }): string {
  return project.name?.trim() || project.id;
}

export function isArchived(project: { status: string | null; archivedAt: Date | null }): boolean {
  return project.status === "archived" || project.archivedAt !== null;
}
