import type { Project } from "openai/resources/admin/organization/projects/projects";
import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import { UpstreamRefusal } from "#lib/admin-api/errors.ts";
import { pathId } from "#lib/admin-api/path-id.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { changeUpstream } from "#lib/changes/change-upstream.ts";
import { UpstreamId } from "#lib/changes/upstream-id.ts";
import { DomainError } from "#lib/errors.ts";
import { applyProject } from "#lib/projects/apply.ts";
import type { ProjectSummary } from "#lib/projects/get.ts";
import { nameOfProject } from "#lib/projects/get.ts";
import { requireActiveProject } from "#lib/projects/require.ts";

export const ArchiveProject = z.object({
  projectId: UpstreamId,
  /** The project's name, typed by hand; the id where it has no name. */
  confirmation: z.string().trim().min(1, "required").max(1_000, "tooLong"),
});

type Input = z.output<typeof ArchiveProject>;

async function requireArchivable(actor: Actor, input: Input): Promise<ProjectSummary> {
  const project = await requireActiveProject(actor, input.projectId);
  if (input.confirmation !== nameOfProject(project))
    throw new DomainError("invalid", "confirmationMismatch", { expected: nameOfProject(project) });
  return project;
}

/** Upstream is known to answer "is archived" to the very request that archived it: its word is read again. */
async function archiveUpstream(
  organizationId: string,
  projectId: string,
): Promise<{ answer: Project; sentAt: Date }> {
  try {
    return await callUpstream(
      organizationId,
      "POST /organization/projects/{project_id}/archive",
      (organization) => organization.projects.archive(pathId(projectId)),
    );
  } catch (error) {
    if (!(error instanceof UpstreamRefusal) || error.status === 401 || error.status === 429) throw error;
    const read = await callUpstream(
      organizationId,
      "GET /organization/projects/{project_id}",
      (organization) => organization.projects.retrieve(pathId(projectId)),
    );
    if (read.answer.status === "archived") return read;
    throw error;
  }
}

/** Archives a project for good: nothing brings it back, its keys stop working and its members lose it. */
export async function archiveProject(actor: Actor, input: Input): Promise<ProjectSummary> {
  authorize(actor, "projects.archive");
  const project = await requireArchivable(actor, input);
  const organizationId = actor.organization.id;

  return changeUpstream(actor, {
    action: "project.archive",
    target: { kind: "project", id: project.id, label: nameOfProject(project) },
    input: { projectId: project.id },
    before: project,
    recheck: () => requireArchivable(actor, input),
    call: () => archiveUpstream(organizationId, project.id),
    apply: (tx, archived, sentAt) => applyProject(tx, organizationId, archived, sentAt),
  });
}
