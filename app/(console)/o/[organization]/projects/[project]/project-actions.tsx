import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import type { ProjectSummary } from "#lib/projects/get.ts";
import { nameOfProject } from "#lib/projects/get.ts";
import { ArchiveProjectDialog } from "./archive-project-dialog.tsx";
import { RenameProjectDialog } from "./rename-project-dialog.tsx";

export function ProjectActions({ actor, project }: { actor: Actor; project: ProjectSummary }) {
  const shared = { organization: actor.organization.slug, projectId: project.id };
  return (
    <>
      {can(actor, "projects.rename") && <RenameProjectDialog {...shared} name={project.name ?? ""} />}
      {can(actor, "projects.archive") && <ArchiveProjectDialog {...shared} name={nameOfProject(project)} />}
    </>
  );
}
