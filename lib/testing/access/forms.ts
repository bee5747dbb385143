import type { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { OneJob } from "#lib/background-jobs/change-state.ts";
import { pauseJob } from "#lib/background-jobs/pause.ts";
import { CompareCounts, compareCounts } from "#lib/comparisons/compare.ts";
import { RereadDays, rereadDays } from "#lib/comparisons/reread.ts";
import { CreateExport, createExport } from "#lib/exports/create.ts";
import { DownloadExport, downloadExport } from "#lib/exports/download.ts";
import { CreateGrant, createGrant } from "#lib/grants/create.ts";
import { RemoveGrant, removeGrant } from "#lib/grants/remove.ts";
import { UpdateGrantRole, updateGrantRole } from "#lib/grants/update-role.ts";
import { RevokeInvite, revokeInvite } from "#lib/invites/revoke.ts";
import { InviteMember, inviteMember } from "#lib/members/invite.ts";
import { RemoveMember, removeMember } from "#lib/members/remove.ts";
import { UpdateMemberRole, updateMemberRole } from "#lib/members/update-role.ts";
import { UpdateOrganization, updateOrganization } from "#lib/organizations/update.ts";
import { AddProjectMember, addProjectMember } from "#lib/projects/add-member.ts";
import { ArchiveProject, archiveProject } from "#lib/projects/archive.ts";
import { CreateProject, createProject } from "#lib/projects/create.ts";
import { RemoveProjectMember, removeProjectMember } from "#lib/projects/remove-member.ts";
import { RenameProject, renameProject } from "#lib/projects/rename.ts";
import { UpdateProjectMember, updateProjectMember } from "#lib/projects/update-member.ts";
import { UpdateRetention, updateRetention } from "#lib/retention/update.ts";
import { PauseStream, pauseStream } from "#lib/streams/pause.ts";
import { RenameView, renameView } from "#lib/views/rename.ts";
import { SaveView, saveView } from "#lib/views/save.ts";
import { SetDefaultView, setDefaultView } from "#lib/views/set-default.ts";
import { UpdateView, updateView } from "#lib/views/update.ts";
import { anId } from "#lib/testing/factories.ts";
import { never } from "./asked.ts";
import type { World } from "./world.ts";

/** A form with fields that are in order, and what is done with it once its schema lets it through. */
export type Form = {
  fields: Record<string, string>;
  send: (actor: Actor, fields: Record<string, unknown>) => Promise<unknown>;
};

/** Parses as an action does; what the schema refuses is answered by its field, and goes no further. */
function form<Schema extends z.ZodType>(
  schema: Schema,
  send: (actor: Actor, input: z.output<Schema>) => Promise<unknown>,
  fields: Record<string, string>,
): Form {
  return {
    fields,
    send: async (actor, given) => {
      const parsed = schema.safeParse(given);
      return parsed.success ? send(actor, parsed.data) : null;
    },
  };
}

const ofPeople = ({ member, outsider, project, invite, grant }: World): Record<string, Form> => ({
  inviteMember: form(InviteMember, inviteMember, {
    ...{ email: "new@example.com", role: "reader", joins: "chosen" },
    projects: JSON.stringify([{ id: project.id, role: "member" }]),
  }),
  updateMemberRole: form(UpdateMemberRole, updateMemberRole, {
    ...{ memberId: member.id, role: "owner", expectedRole: "reader" },
  }),
  removeMember: form(RemoveMember, removeMember, {
    ...{ memberId: member.id, confirmation: member.email ?? "", expectedRole: "reader" },
  }),
  revokeInvite: form(RevokeInvite, revokeInvite, { inviteId: invite.id }),
  createGrant: form(
    CreateGrant,
    (actor, input) => createGrant(actor, { ...input, email: `${anId("x")}@example.com` }),
    {
      ...{ email: "x@example.com", name: "New", role: "viewer", scope: "organization" },
    },
  ),
  updateGrantRole: form(UpdateGrantRole, updateGrantRole, { grantId: grant.id, role: "viewer" }),
  removeGrant: form(RemoveGrant, removeGrant, { grantId: grant.id }),
  addProjectMember: form(AddProjectMember, addProjectMember, {
    ...{ projectId: project.id, memberId: outsider.id, role: "member" },
  }),
  updateProjectMember: form(UpdateProjectMember, updateProjectMember, {
    ...{ projectId: project.id, memberId: member.id, role: "owner", expectedRole: "member" },
  }),
  removeProjectMember: form(RemoveProjectMember, removeProjectMember, {
    ...{ projectId: project.id, memberId: member.id },
  }),
});

const ofProjects = ({ project }: World): Record<string, Form> => ({
  createProject: form(CreateProject, createProject, { name: "New" }),
  renameProject: form(RenameProject, renameProject, {
    ...{ projectId: project.id, name: "Other", expectedName: project.name ?? "" },
  }),
  archiveProject: form(ArchiveProject, archiveProject, {
    ...{ projectId: project.id, confirmation: project.name ?? "" },
  }),
});

const ofWork = ({ jobId, comparison, view }: World): Record<string, Form> => ({
  createExport: form(CreateExport, createExport, {
    ...{ sets: "audit_events", format: "csv", gzip: "1", from: "2026-01-01", through: "2026-02-01" },
    ...{ kinds: "completions", withRemoved: "on", audit: "type=a" },
  }),
  downloadExport: form(DownloadExport, (actor, input) => downloadExport(actor, input, never()), {
    ...{ exportId: jobId, set: "members", link: "1.x", range: "bytes=0-", ifRange: "x" },
  }),
  pauseJob: form(OneJob, pauseJob, { jobId }),
  compareCounts: form(CompareCounts, compareCounts, { days: "3" }),
  rereadDays: form(RereadDays, rereadDays, { comparisonId: comparison.id, kind: "members" }),
  pauseStream: form(PauseStream, pauseStream, { kind: "projects" }),
  saveView: form(SaveView, saveView, { page: "audit", name: "Mine", query: "type=a", isShared: "on" }),
  renameView: form(RenameView, renameView, { viewId: view.id, name: "Renamed", isShared: "on" }),
  updateView: form(UpdateView, updateView, { viewId: view.id, query: "q=a", expectedVersion: "1" }),
  setDefaultView: form(SetDefaultView, setDefaultView, { viewId: view.id, isDefault: "yes" }),
  updateOrganization: form(UpdateOrganization, updateOrganization, { name: "Other", timeZone: "Asia/Tokyo" }),
  updateRetention: form(UpdateRetention, updateRetention, { usage: "all", costs: "13", audit_events: "all" }),
});

/** Every form of the console that changes something in an organization, filled in for this one. */
export function formsOf(world: World): Record<string, Form> {
  return { ...ofPeople(world), ...ofProjects(world), ...ofWork(world) };
}

/** Their names, before there is an organization. */
export const formNames = [
  ..."inviteMember updateMemberRole removeMember revokeInvite createGrant updateGrantRole removeGrant".split(
    " ",
  ),
  ..."addProjectMember updateProjectMember removeProjectMember createProject renameProject archiveProject".split(
    " ",
  ),
  ..."createExport downloadExport pauseJob compareCounts rereadDays pauseStream saveView renameView".split(
    " ",
  ),
  ..."updateView setDefaultView updateOrganization updateRetention".split(" "),
];
