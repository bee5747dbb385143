import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import { pathId } from "#lib/admin-api/path-id.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { changeUpstream } from "#lib/changes/change-upstream.ts";
import { UpstreamId } from "#lib/changes/upstream-id.ts";
import { DomainError } from "#lib/errors.ts";
import { applyProject } from "#lib/projects/apply.ts";
import { ProjectName } from "#lib/projects/create.ts";
import type { ProjectSummary } from "#lib/projects/get.ts";
import { nameOfProject } from "#lib/projects/get.ts";
import { requireActiveProject } from "#lib/projects/require.ts";

export const RenameProject = z.object({
  projectId: UpstreamId,
  name: ProjectName,
  /** The name that the person saw when they decided. */
  expectedName: z.string().max(1_000),
});

type Input = z.output<typeof RenameProject>;

async function requireRenamable(actor: Actor, input: Input): Promise<ProjectSummary> {
  const project = await requireActiveProject(actor, input.projectId);
  if ((project.name ?? "") !== input.expectedName)
    throw new DomainError("conflict", "projectChanged", { name: nameOfProject(project) });
  if (project.name === input.name) throw new DomainError("conflict", "nameUnchanged");
  return project;
}

/** Gives a project another name; its id and everything in it stay. */
export async function renameProject(actor: Actor, input: Input): Promise<ProjectSummary> {
  authorize(actor, "projects.rename");
  const project = await requireRenamable(actor, input);
  const organizationId = actor.organization.id;

  return changeUpstream(actor, {
    action: "project.rename",
    target: { kind: "project", id: project.id, label: nameOfProject(project) },
    input: { projectId: project.id, name: input.name },
    before: project,
    recheck: () => requireRenamable(actor, input),
    call: () =>
      callUpstream(organizationId, "POST /organization/projects/{project_id}", (organization) =>
        organization.projects.update(pathId(project.id), { name: input.name }),
      ),
    apply: (tx, renamed, sentAt) => applyProject(tx, organizationId, renamed, sentAt),
  });
}
