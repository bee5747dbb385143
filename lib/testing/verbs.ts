import type { TestTwin } from "#twin/testing/twin.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { revokeInvite } from "#lib/invites/revoke.ts";
import { inviteMember } from "#lib/members/invite.ts";
import { removeMember } from "#lib/members/remove.ts";
import { updateMemberRole } from "#lib/members/update-role.ts";
import { mirrorInvites } from "#lib/mirror/invites.ts";
import { addProjectMember } from "#lib/projects/add-member.ts";
import { archiveProject } from "#lib/projects/archive.ts";
import { createProject } from "#lib/projects/create.ts";
import { removeProjectMember } from "#lib/projects/remove-member.ts";
import { renameProject } from "#lib/projects/rename.ts";
import { updateProjectMember } from "#lib/projects/update-member.ts";
import { anId } from "#lib/testing/factories.ts";
import { aTwinMember, aTwinMembership, aTwinProject } from "#lib/testing/upstream.ts";

export type Prepared = {
  run: (actor: Actor) => Promise<unknown>;
  targetId: string;
  /** Whether the change is there, in the twin and in the mirror. */
  upstream: () => Promise<boolean>;
  mirror: () => Promise<boolean>;
};

/** A change that the console makes upstream, ready to be tried on a twin. */
export type Verb = {
  action: string;
  template: string;
  prepare: (twin: TestTwin, organization: { id: string }) => Promise<Prepared>;
};

async function isGone(read: Promise<unknown>): Promise<boolean> {
  return read.then(
    () => false,
    (error: unknown) => (error as { status?: number }).status === 404,
  );
}

const inMirror = (organizationId: string) => ({
  member: (id: string) => db.member.findUnique({ where: { organizationId_id: { organizationId, id } } }),
  project: (id: string) => db.project.findUnique({ where: { organizationId_id: { organizationId, id } } }),
  membership: (projectId: string, memberId: string) =>
    db.projectMember.findUnique({
      where: { organizationId_projectId_memberId: { organizationId, projectId, memberId } },
    }),
});

async function aPair(twin: TestTwin, organization: { id: string }, isInside: boolean) {
  const [project, member] = [await aTwinProject(twin, organization), await aTwinMember(twin, organization)];
  if (isInside) await aTwinMembership(twin, organization, project, member);
  const pair = { projectId: project.id, memberId: member.id };
  const roleUpstream = () =>
    twin.admin.projects.users.retrieve(member.id, { project_id: project.id }).then(
      ({ role }) => role,
      () => null,
    );
  const mirrored = () => inMirror(organization.id).membership(project.id, member.id);
  return { pair, targetId: `${project.id}/${member.id}`, roleUpstream, mirrored };
}

/** Every change that the directory can make. */
export const verbs: Verb[] = [
  {
    action: "member.updateRole",
    template: "POST /organization/users/:user_id",
    async prepare(twin, organization) {
      const { id } = await aTwinMember(twin, organization);
      return {
        run: (actor) => updateMemberRole(actor, { memberId: id, role: "owner", expectedRole: "reader" }),
        targetId: id,
        upstream: async () => (await twin.admin.users.retrieve(id)).role === "owner",
        mirror: async () => (await inMirror(organization.id).member(id))?.role === "owner",
      };
    },
  },
  {
    action: "member.remove",
    template: "DELETE /organization/users/:user_id",
    async prepare(twin, organization) {
      const { id } = await aTwinMember(twin, organization);
      const confirmation = `${id}@EXAMPLE.com`;
      return {
        run: (actor) => removeMember(actor, { memberId: id, confirmation, expectedRole: "reader" }),
        targetId: id,
        upstream: () => isGone(twin.admin.users.retrieve(id)),
        mirror: async () => (await inMirror(organization.id).member(id))?.deletedAt != null,
      };
    },
  },
  {
    action: "member.invite",
    template: "POST /organization/invites",
    async prepare(twin, organization) {
      const email = `${anId("New")}@Example.com`;
      const found = () => twin.sql("SELECT 1 FROM twin.invites WHERE email = $1", [email]);
      return {
        run: (actor) => inviteMember(actor, { email, role: "reader", joins: "default", projects: [] }),
        targetId: email.toLowerCase(),
        upstream: async () => (await found()).length === 1,
        mirror: async () =>
          (await db.invite.count({
            where: { organizationId: organization.id, email, status: "pending" },
          })) === 1,
      };
    },
  },
  {
    action: "invite.revoke",
    template: "DELETE /organization/invites/:invite_id",
    async prepare(twin, organization) {
      const invite = await twin.admin.invites.create({ email: `${anId("new")}@example.com`, role: "reader" });
      await mirrorInvites(writer, organization.id, [invite], new Date());
      return {
        run: (actor) => revokeInvite(actor, { inviteId: invite.id }),
        targetId: invite.id,
        upstream: () => isGone(twin.admin.invites.retrieve(invite.id)),
        mirror: async () =>
          (await db.invite.count({
            where: { organizationId: organization.id, deletedAt: { not: null } },
          })) === 1,
      };
    },
  },
  {
    action: "project.create",
    template: "POST /organization/projects",
    async prepare(twin, organization) {
      const name = anId("新規");
      return {
        run: (actor) => createProject(actor, { name }),
        targetId: `name:${name}`,
        upstream: async () =>
          (await twin.sql("SELECT 1 FROM twin.projects WHERE name = $1", [name])).length === 1,
        mirror: async () =>
          (await db.project.count({ where: { organizationId: organization.id, name, status: "active" } })) ===
          1,
      };
    },
  },
  {
    action: "project.rename",
    template: "POST /organization/projects/:project_id",
    async prepare(twin, organization) {
      const { id, name } = await aTwinProject(twin, organization);
      const next = anId('"=SUM(A1)/😀');
      return {
        run: (actor) => renameProject(actor, { projectId: id, name: next, expectedName: name }),
        targetId: id,
        upstream: async () => (await twin.admin.projects.retrieve(id)).name === next,
        mirror: async () => (await inMirror(organization.id).project(id))?.name === next,
      };
    },
  },
  {
    action: "project.archive",
    template: "POST /organization/projects/:project_id/archive",
    async prepare(twin, organization) {
      const { id, name } = await aTwinProject(twin, organization);
      return {
        run: (actor) => archiveProject(actor, { projectId: id, confirmation: name }),
        targetId: id,
        upstream: async () => (await twin.admin.projects.retrieve(id)).status === "archived",
        mirror: async () => (await inMirror(organization.id).project(id))?.archivedAt != null,
      };
    },
  },
  {
    action: "project.addMember",
    template: "POST /organization/projects/:project_id/users",
    async prepare(twin, organization) {
      const { pair, targetId, roleUpstream, mirrored } = await aPair(twin, organization, false);
      return {
        run: (actor) => addProjectMember(actor, { ...pair, role: "owner" }),
        targetId,
        upstream: async () => (await roleUpstream()) === "owner",
        mirror: async () => (await mirrored())?.role === "owner",
      };
    },
  },
  {
    action: "project.updateMember",
    template: "POST /organization/projects/:project_id/users/:user_id",
    async prepare(twin, organization) {
      const { pair, targetId, roleUpstream, mirrored } = await aPair(twin, organization, true);
      return {
        run: (actor) => updateProjectMember(actor, { ...pair, role: "owner", expectedRole: "member" }),
        targetId,
        upstream: async () => (await roleUpstream()) === "owner",
        mirror: async () => (await mirrored())?.role === "owner",
      };
    },
  },
  {
    action: "project.removeMember",
    template: "DELETE /organization/projects/:project_id/users/:user_id",
    async prepare(twin, organization) {
      const { pair, targetId, roleUpstream, mirrored } = await aPair(twin, organization, true);
      return {
        run: (actor) => removeProjectMember(actor, pair),
        targetId,
        upstream: async () => (await roleUpstream()) === null,
        mirror: async () => (await mirrored())?.deletedAt != null,
      };
    },
  },
];
