"use server";
import { revalidatePath } from "next/cache";
import { formAction } from "#lib/action.ts";
import { AddProjectMember, addProjectMember } from "#lib/projects/add-member.ts";
import { ArchiveProject, archiveProject } from "#lib/projects/archive.ts";
import { CreateProject, createProject } from "#lib/projects/create.ts";
import { nameOfProject } from "#lib/projects/get.ts";
import { RemoveProjectMember, removeProjectMember } from "#lib/projects/remove-member.ts";
import { RenameProject, renameProject } from "#lib/projects/rename.ts";
import { UpdateProjectMember, updateProjectMember } from "#lib/projects/update-member.ts";

function revalidate(): void {
  revalidatePath("/o/[organization]/projects", "layout");
}

export const createProjectAction = formAction(CreateProject, async (actor, input) => {
  const project = await createProject(actor, input);
  revalidate();
  return { messageKey: "done.created", values: { name: nameOfProject(project) }, result: project.id };
});

export const renameProjectAction = formAction(RenameProject, async (actor, input) => {
  const project = await renameProject(actor, input);
  revalidate();
  return { messageKey: "done.renamed", values: { name: nameOfProject(project) } };
});

export const archiveProjectAction = formAction(ArchiveProject, async (actor, input) => {
  const project = await archiveProject(actor, input);
  revalidate();
  return { messageKey: "done.archived", values: { name: nameOfProject(project) } };
});

export const addProjectMemberAction = formAction(AddProjectMember, async (actor, input) => {
  await addProjectMember(actor, input);
  revalidate();
  return { messageKey: "done.memberAdded" };
});

export const updateProjectMemberAction = formAction(UpdateProjectMember, async (actor, input) => {
  await updateProjectMember(actor, input);
  revalidate();
  return { messageKey: "done.memberChanged" };
});

export const removeProjectMemberAction = formAction(RemoveProjectMember, async (actor, input) => {
  await removeProjectMember(actor, input);
  revalidate();
  return { messageKey: "done.memberRemoved" };
});
