import { z } from "zod";
import { callUpstream } from "#lib/admin-api/call.ts";
import { pathId } from "#lib/admin-api/path-id.ts";
import { isMadeSince } from "#lib/changes/check-members.ts";
import { readOrGone } from "#lib/changes/read-or-gone.ts";
import type { OpenedChange, Verdict } from "#lib/changes/verdict.ts";
import { applyMembership, applyMembershipEnd, applyProject } from "#lib/projects/apply.ts";

const Name = z.object({ name: z.string() });
const Project = z.object({ projectId: z.string() });
const Pair = Project.extend({ memberId: z.string() });
const PairRole = Pair.extend({ role: z.string() });

function readProject(organizationId: string, projectId: string) {
  return readOrGone(organizationId, "GET /organization/projects/{project_id}", (organization) =>
    organization.projects.retrieve(pathId(projectId)),
  );
}

export async function checkCreation({ organizationId, startedAt, input }: OpenedChange): Promise<Verdict> {
  const { name } = Name.parse(input);
  const { answer, sentAt } = await callUpstream(
    organizationId,
    "GET /organization/projects",
    async (organization) => {
      for await (const project of organization.projects.list({ limit: 100, include_archived: true })) {
        if (project.name === name && isMadeSince(startedAt, project.created_at)) return { project };
      }
      return { project: null };
    },
  );
  const { project } = answer;
  if (!project) return { happened: false, saw: "There is no such project." };
  return { happened: true, apply: (tx) => applyProject(tx, organizationId, project, sentAt) };
}

export async function checkRename({ organizationId, input }: OpenedChange): Promise<Verdict> {
  const { projectId, name } = Project.extend(Name.shape).parse(input);
  const found = await readProject(organizationId, projectId);
  if (found?.answer.name !== name) return { happened: false, saw: `The name is ${found?.answer.name}.` };
  return { happened: true, apply: (tx) => applyProject(tx, organizationId, found.answer, found.sentAt) };
}

export async function checkArchive({ organizationId, input }: OpenedChange): Promise<Verdict> {
  const { projectId } = Project.parse(input);
  const found = await readProject(organizationId, projectId);
  if (found?.answer.status !== "archived")
    return { happened: false, saw: `The status is ${found?.answer.status}.` };
  return { happened: true, apply: (tx) => applyProject(tx, organizationId, found.answer, found.sentAt) };
}

function readMembership(organizationId: string, { projectId, memberId }: z.output<typeof Pair>) {
  return readOrGone(
    organizationId,
    "GET /organization/projects/{project_id}/users/{user_id}",
    (organization) =>
      organization.projects.users.retrieve(pathId(memberId), { project_id: pathId(projectId) }),
  );
}

/** Adding somebody and giving them another role end alike: they are there, with the role that was asked for. */
export async function checkMembership({ organizationId, input }: OpenedChange): Promise<Verdict> {
  const { role, ...pair } = PairRole.parse(input);
  const found = await readMembership(organizationId, pair);
  if (!found) return { happened: false, saw: "The member is not in the project." };
  if (found.answer.role !== role) return { happened: false, saw: `The role is ${found.answer.role}.` };
  return {
    happened: true,
    apply: (tx) => applyMembership(tx, organizationId, pair.projectId, found.answer, found.sentAt),
  };
}

export async function checkMembershipEnd({ organizationId, input }: OpenedChange): Promise<Verdict> {
  const { projectId, memberId } = Pair.parse(input);
  const askedAt = new Date();
  const found = await readMembership(organizationId, { projectId, memberId });
  if (found) return { happened: false, saw: "The member is still in the project." };
  return {
    happened: true,
    apply: (tx) => applyMembershipEnd(tx, organizationId, projectId, memberId, askedAt),
  };
}
