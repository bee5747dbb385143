import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { changeUpstream } from "#lib/changes/change-upstream.ts";
import { DomainError } from "#lib/errors.ts";
import { escapeLike } from "#lib/keyset/escape-like.ts";
import { lineOfText } from "#lib/line-of-text.ts";
import { applyProject } from "#lib/projects/apply.ts";
import type { ProjectSummary } from "#lib/projects/get.ts";
import { scoped } from "#lib/scoped.ts";

/** Names are free text upstream; control characters would only hide in lists. */
export const ProjectName = z
  .string()
  .trim()
  .min(1, "required")
  .max(200, "tooLong")
  .regex(lineOfText, "invalid");

export const CreateProject = z.object({ name: ProjectName });

/** Upstream would allow two projects of one name: nobody means that, and a form sent twice makes it. */
async function requireFreeName(actor: Actor, name: string): Promise<void> {
  const taken = await scoped(actor).project.findFirst({
    where: { name: { equals: escapeLike(name), mode: "insensitive" }, deletedAt: null, archivedAt: null },
    select: { id: true },
  });
  if (taken) throw new DomainError("conflict", "projectNameTaken", { name });
}

export async function createProject(
  actor: Actor,
  { name }: z.output<typeof CreateProject>,
): Promise<ProjectSummary> {
  authorize(actor, "projects.create");
  await requireFreeName(actor, name);
  const organizationId = actor.organization.id;

  return changeUpstream(actor, {
    action: "project.create",
    // A project has no id before upstream gives one: the name is what two people could create at once.
    target: { kind: "project", id: `name:${name.toLowerCase()}`, label: name },
    input: { name },
    before: null,
    recheck: () => requireFreeName(actor, name),
    call: () =>
      callUpstream(organizationId, "POST /organization/projects", (organization) =>
        organization.projects.create({ name }),
      ),
    apply: (tx, project, sentAt) => applyProject(tx, organizationId, project, sentAt),
  });
}
