import type { Actor } from "#lib/auth/actor.ts";
import { nameOfProject } from "#lib/projects/get.ts";
import { listProjectNames } from "#lib/projects/list-names.ts";
import { InviteMemberDialog } from "./invite-member-dialog.tsx";

/** The button that opens the invitation, with the projects that one can be invited to. */
export async function InviteMemberButton({ actor }: { actor: Actor }) {
  const projects = await listProjectNames(actor);
  return (
    <InviteMemberDialog
      organization={actor.organization.slug}
      projects={projects.map((project) => ({
        value: project.id,
        label: nameOfProject(project),
        hint: project.id,
      }))}
    />
  );
}
