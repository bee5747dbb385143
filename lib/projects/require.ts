import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import type { ProjectSummary } from "#lib/projects/get.ts";
import { isArchived, nameOfProject, projectSummary } from "#lib/projects/get.ts";
import { scoped } from "#lib/scoped.ts";

/**
 * A project that can still be changed. Throws DomainError "not_found" for an unknown id, "conflict" for one
 * that is archived or gone. Upstream does not say which project is the default one: that it refuses by itself.
 */
export async function requireActiveProject(actor: Actor, projectId: string): Promise<ProjectSummary> {
  const project = await scoped(actor).project.findFirst({
    where: { id: projectId },
    select: projectSummary,
  });
  if (!project) throw new DomainError("not_found", "projectNotFound");
  const name = nameOfProject(project);
  if (project.deletedAt) throw new DomainError("conflict", "projectGone", { name });
  if (isArchived(project)) throw new DomainError("conflict", "projectArchived", { name });
  return project;
}
