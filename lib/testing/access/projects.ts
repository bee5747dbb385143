import { listOpenChanges } from "#lib/changes/list-open.ts";
import { listRecentChanges } from "#lib/changes/list-recent.ts";
import { keysAtRisk } from "#lib/keys/at-risk.ts";
import { exportKeys } from "#lib/keys/export.ts";
import { getKey } from "#lib/keys/get.ts";
import { listKeyEvents } from "#lib/keys/list-events.ts";
import { countKeys, listKeys } from "#lib/keys/list.ts";
import { addProjectMember } from "#lib/projects/add-member.ts";
import { archiveProject } from "#lib/projects/archive.ts";
import { createProject } from "#lib/projects/create.ts";
import { exportProjectMembers } from "#lib/projects/export-members.ts";
import { exportProjects } from "#lib/projects/export.ts";
import { findActiveProjects } from "#lib/projects/find-active.ts";
import { getProject } from "#lib/projects/get.ts";
import { listProjectMembers } from "#lib/projects/list-members.ts";
import { listServiceAccounts } from "#lib/projects/list-service-accounts.ts";
import { countProjects, listProjects } from "#lib/projects/list.ts";
import { projectMonthToDate } from "#lib/projects/month-to-date.ts";
import { removeProjectMember } from "#lib/projects/remove-member.ts";
import { renameProject } from "#lib/projects/rename.ts";
import { updateProjectMember } from "#lib/projects/update-member.ts";
import { allKeys, byName, fromTheStart, never } from "./asked.ts";
import type { Cases } from "./case.ts";

const everyProject = { search: "", status: "all" } as const;

/** Projects with who is in them, keys, and the changes of either. */
export const projectCases: Cases = {
  "lib/projects/list.ts listProjects": {
    needs: ["projects.read"],
    call: (actor) => listProjects(actor, everyProject, byName, fromTheStart),
  },
  "lib/projects/list.ts countProjects": {
    needs: ["projects.read"],
    call: (actor) => countProjects(actor, everyProject),
    isUnmarked: true,
  },
  "lib/projects/export.ts exportProjects": {
    needs: ["projects.read"],
    call: (actor) => exportProjects(actor, everyProject, never()),
  },
  "lib/projects/get.ts getProject": {
    needs: ["projects.read"],
    call: (actor, { project }) => getProject(actor, project.id),
  },
  "lib/projects/find-active.ts findActiveProjects": {
    needs: ["projects.read"],
    call: (actor) => findActiveProjects(actor, ""),
  },
  "lib/projects/list-members.ts listProjectMembers": {
    needs: ["members.read"],
    call: (actor, { project }) => listProjectMembers(actor, project.id, fromTheStart),
  },
  "lib/projects/export-members.ts exportProjectMembers": {
    needs: ["members.read", "projects.read"],
    call: (actor, { project }) => exportProjectMembers(actor, project.id, never()),
  },
  "lib/projects/list-service-accounts.ts listServiceAccounts": {
    needs: ["projects.read"],
    call: (actor, { project }) => listServiceAccounts(actor, project.id),
  },
  "lib/projects/month-to-date.ts projectMonthToDate": {
    needs: ["costs.read"],
    call: (actor, { project }) => projectMonthToDate(actor, project.id),
    isUnmarked: true,
  },
  "lib/projects/create.ts createProject": {
    needs: ["projects.create"],
    call: (actor) => createProject(actor, { name: "New" }),
    isChange: true,
  },
  "lib/projects/rename.ts renameProject": {
    needs: ["projects.rename"],
    call: (actor, { project }) =>
      renameProject(actor, { projectId: project.id, name: "Other", expectedName: project.name ?? "" }),
    isChange: true,
  },
  "lib/projects/archive.ts archiveProject": {
    needs: ["projects.archive"],
    call: (actor, { project }) =>
      archiveProject(actor, { projectId: project.id, confirmation: project.name ?? project.id }),
    isChange: true,
  },
  "lib/projects/add-member.ts addProjectMember": {
    needs: ["projects.addMember"],
    call: (actor, { project, outsider }) =>
      addProjectMember(actor, { projectId: project.id, memberId: outsider.id, role: "member" }),
    isChange: true,
  },
  "lib/projects/update-member.ts updateProjectMember": {
    needs: ["projects.addMember"],
    call: (actor, { project, member }) =>
      updateProjectMember(actor, {
        ...{ projectId: project.id, memberId: member.id },
        ...{ role: "owner", expectedRole: "member" },
      }),
    isChange: true,
  },
  "lib/projects/remove-member.ts removeProjectMember": {
    needs: ["projects.removeMember"],
    call: (actor, { project, member }) =>
      removeProjectMember(actor, { projectId: project.id, memberId: member.id }),
    isChange: true,
  },
  "lib/keys/list.ts listKeys": {
    needs: ["keys.read"],
    call: (actor) => listKeys(actor, allKeys, byName, fromTheStart),
  },
  "lib/keys/list.ts countKeys": {
    needs: ["keys.read"],
    call: (actor) => countKeys(actor, allKeys),
    isUnmarked: true,
  },
  "lib/keys/export.ts exportKeys": {
    needs: ["keys.read"],
    call: (actor) => exportKeys(actor, allKeys, never()),
  },
  "lib/keys/get.ts getKey": {
    needs: ["keys.read"],
    call: (actor, { project, key }) => getKey(actor, project.id, key.id),
  },
  "lib/keys/at-risk.ts keysAtRisk": {
    needs: ["keys.read"],
    call: (actor) => keysAtRisk(actor),
    isUnmarked: true,
  },
  "lib/keys/list-events.ts listKeyEvents": {
    needs: ["audit.read"],
    call: (actor, { key }) => listKeyEvents(actor, key.id),
  },
  "lib/changes/list-recent.ts listRecentChanges": {
    needs: ["trail.read"],
    call: (actor, { project }) => listRecentChanges(actor, { kind: "project", id: project.id }),
    isUnmarked: true,
  },
  "lib/changes/list-open.ts listOpenChanges": {
    needs: ["projects.read"],
    call: (actor, { project }) => listOpenChanges(actor, { kind: "project", id: project.id }),
  },
};
