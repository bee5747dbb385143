import { createGrant } from "#lib/grants/create.ts";
import { exportGrants } from "#lib/grants/export.ts";
import { listGrants } from "#lib/grants/list.ts";
import { removeGrant } from "#lib/grants/remove.ts";
import { updateGrantRole } from "#lib/grants/update-role.ts";
import { exportInvites } from "#lib/invites/export.ts";
import { countInvites, listInvites } from "#lib/invites/list.ts";
import { revokeInvite } from "#lib/invites/revoke.ts";
import { dailyUsage } from "#lib/members/daily-usage.ts";
import { exportMembers } from "#lib/members/export.ts";
import { getMember } from "#lib/members/get.ts";
import { inviteMember } from "#lib/members/invite.ts";
import { listMemberEvents } from "#lib/members/list-events.ts";
import { listMemberGroups } from "#lib/members/list-groups.ts";
import { listMemberProjects } from "#lib/members/list-projects.ts";
import { countMembers, listMembers } from "#lib/members/list.ts";
import { removeMember } from "#lib/members/remove.ts";
import { updateMemberRole } from "#lib/members/update-role.ts";
import { anId } from "#lib/testing/factories.ts";
import type { Cases } from "./case.ts";
import { byName, fromTheStart, never } from "./asked.ts";

const everybody = { search: "", role: null, projectId: null, hasKeys: null, isRemoved: false };
const everyInvite = { search: "", status: null };

/** Members, invites, and the roles of the console itself. */
export const peopleCases: Cases = {
  "lib/members/list.ts listMembers": {
    needs: ["members.read"],
    call: (actor) => listMembers(actor, everybody, byName, fromTheStart),
  },
  "lib/members/list.ts countMembers": {
    needs: ["members.read"],
    call: (actor) => countMembers(actor, everybody),
    isUnmarked: true,
  },
  "lib/members/export.ts exportMembers": {
    needs: ["members.read"],
    call: (actor) => exportMembers(actor, everybody, never()),
  },
  "lib/members/get.ts getMember": {
    needs: ["members.read"],
    call: (actor, { member }) => getMember(actor, member.id),
  },
  "lib/members/daily-usage.ts dailyUsage": {
    needs: ["usage.read"],
    call: (actor, { member }) => dailyUsage(actor, "member", member.id),
    isUnmarked: true,
  },
  "lib/members/list-events.ts listMemberEvents": {
    needs: ["audit.read"],
    call: (actor, { member }) => listMemberEvents(actor, member),
    isUnmarked: true,
  },
  "lib/members/list-groups.ts listMemberGroups": {
    needs: ["members.read"],
    call: (actor, { member }) => listMemberGroups(actor, member.id),
  },
  "lib/members/list-projects.ts listMemberProjects": {
    needs: ["projects.read"],
    call: (actor, { member }) => listMemberProjects(actor, member.id),
  },
  "lib/members/invite.ts inviteMember": {
    needs: ["members.invite"],
    call: (actor) =>
      inviteMember(actor, {
        email: `${anId("new")}@example.com`,
        role: "reader",
        joins: "default",
        projects: [],
      }),
    isChange: true,
  },
  "lib/members/update-role.ts updateMemberRole": {
    needs: ["members.updateRole"],
    call: (actor, { member }) =>
      updateMemberRole(actor, { memberId: member.id, role: "owner", expectedRole: "reader" }),
    isChange: true,
  },
  "lib/members/remove.ts removeMember": {
    needs: ["members.remove"],
    call: (actor, { member }) =>
      removeMember(actor, {
        memberId: member.id,
        confirmation: member.email ?? member.id,
        expectedRole: "reader",
      }),
    isChange: true,
  },
  "lib/invites/list.ts listInvites": {
    needs: ["members.read"],
    call: (actor) => listInvites(actor, everyInvite, fromTheStart),
  },
  "lib/invites/list.ts countInvites": {
    needs: ["members.read"],
    call: (actor) => countInvites(actor, everyInvite),
    isUnmarked: true,
  },
  "lib/invites/export.ts exportInvites": {
    needs: ["members.read"],
    call: (actor) => exportInvites(actor, everyInvite, never()),
  },
  "lib/invites/revoke.ts revokeInvite": {
    needs: ["members.invite"],
    call: (actor, { invite }) => revokeInvite(actor, { inviteId: invite.id }),
    isChange: true,
  },
  "lib/grants/list.ts listGrants": { needs: ["grants.read"], call: (actor) => listGrants(actor) },
  "lib/grants/export.ts exportGrants": {
    needs: ["grants.read"],
    call: (actor) => exportGrants(actor, never()),
  },
  "lib/grants/create.ts createGrant": {
    needs: ["grants.create"],
    call: (actor) =>
      createGrant(actor, {
        email: `${anId("new")}@example.com`,
        name: "",
        role: "viewer",
        scope: "organization",
      }),
    isChange: true,
  },
  "lib/grants/update-role.ts updateGrantRole": {
    needs: ["grants.updateRole"],
    call: (actor, { grant }) => updateGrantRole(actor, { grantId: grant.id, role: "owner" }),
    isChange: true,
  },
  "lib/grants/remove.ts removeGrant": {
    needs: ["grants.remove"],
    call: (actor, { grant }) => removeGrant(actor, { grantId: grant.id }),
    isChange: true,
  },
};
