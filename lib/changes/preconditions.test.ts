import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { writer } from "#lib/db-writer.ts";
import { RevokeInvite, revokeInvite } from "#lib/invites/revoke.ts";
import { InviteMember, inviteMember } from "#lib/members/invite.ts";
import { RemoveMember, removeMember } from "#lib/members/remove.ts";
import { UpdateMemberRole, updateMemberRole } from "#lib/members/update-role.ts";
import { addProjectMember } from "#lib/projects/add-member.ts";
import { archiveProject } from "#lib/projects/archive.ts";
import { CreateProject, createProject } from "#lib/projects/create.ts";
import { removeProjectMember } from "#lib/projects/remove-member.ts";
import { RenameProject, renameProject } from "#lib/projects/rename.ts";
import { updateProjectMember } from "#lib/projects/update-member.ts";
import {
  aMember,
  anActor,
  anId,
  anInvite,
  aProject,
  aProjectMember,
  trailOf,
} from "#lib/testing/factories.ts";
import { aConnectedOrganization, aTwinMember, aTwinMembership, aTwinProject } from "#lib/testing/upstream.ts";

let twin: TestTwin;
let actor: Actor;
beforeAll(async () => {
  twin = await startTestTwin();
  actor = await anActor({ organization: await aConnectedOrganization(twin) });
});
afterEach(() => twin.setFaults([]));
afterAll(() => twin.stop());

/** How many changes the twin has been asked for. */
async function writesAsked(): Promise<number> {
  const response = await fetch(`${twin.adminUrl}/requests`, {
    headers: { authorization: "Bearer sk-admin-twin" },
  });
  const counts = (await response.json()) as Record<string, number>;
  return Object.entries(counts)
    .filter(([template]) => !template.startsWith("GET"))
    .reduce((sum, [, count]) => sum + count, 0);
}

/** Refused by the console itself: nothing is asked upstream. */
async function expectRefused(run: () => Promise<unknown>, key: string): Promise<void> {
  const before = await writesAsked();
  await expect(run()).rejects.toMatchObject({ name: "DomainError", key });
  expect(await writesAsked()).toBe(before);
}

const roleOf = (memberId: string, expectedRole = "reader") =>
  updateMemberRole(actor, { memberId, role: "owner", expectedRole });

describe("a member", () => {
  test("who was changed meanwhile is not changed on what the person saw", async () => {
    const member = await aMember(actor.organization, { role: "owner" });
    await expectRefused(() => roleOf(member.id), "memberChanged");
    await expectRefused(() => roleOf(member.id, "owner"), "roleUnchanged");
    const confirmation = member.email ?? "";
    const input = { memberId: member.id, confirmation, expectedRole: "reader" };
    await expectRefused(() => removeMember(actor, input), "memberChanged");
  });

  test("who has left, or never was, is not changed", async () => {
    const left = await aMember(actor.organization, { deletedAt: new Date() });
    await expectRefused(() => roleOf(left.id), "memberGone");
    await expectRefused(() => roleOf("user-nobody"), "memberNotFound");
    await expectRefused(() => roleOf("../projects"), "memberNotFound");
  });

  test("is removed only once the email is typed", async () => {
    const member = await aMember(actor.organization);
    const input = { memberId: member.id, confirmation: "someone@example.com", expectedRole: "reader" };
    await expectRefused(() => removeMember(actor, input), "confirmationMismatch");
    const nameless = await aMember(actor.organization, { email: null });
    const byId = { memberId: nameless.id, confirmation: "null", expectedRole: "reader" };
    await expectRefused(() => removeMember(actor, byId), "confirmationMismatch");
  });

  test("who alone owns the organization can be neither demoted nor removed", async () => {
    const lonely = await anActor();
    const owner = await aMember(lonely.organization, { role: "owner" });
    await aMember(lonely.organization, { role: "owner", deletedAt: new Date() });
    const demotion = { memberId: owner.id, role: "reader", expectedRole: "owner" } as const;
    await expectRefused(() => updateMemberRole(lonely, demotion), "lastOwner");
    const removal = { memberId: owner.id, confirmation: owner.email ?? "", expectedRole: "owner" };
    await expectRefused(() => removeMember(lonely, removal), "lastOwner");
  });

  test("who was removed upstream while someone edits is named in a clear error", async () => {
    const member = await aTwinMember(twin, actor.organization);
    await twin.admin.users.delete(member.id);
    await expect(roleOf(member.id)).rejects.toMatchObject({ code: "conflict", key: "goneUpstream" });
    expect(await trailOf(actor.organization, member.id)).toEqual([
      "member.updateRole started",
      "member.updateRole failed",
    ]);
  });

  test("takes projects and groups along when removed, and the trail keeps which", async () => {
    const member = await aTwinMember(twin, actor.organization);
    const project = await aTwinProject(twin, actor.organization);
    await aTwinMembership(twin, actor.organization, project, member, "owner");
    const input = { memberId: member.id, confirmation: `${member.id}@example.com`, expectedRole: "reader" };
    expect(await removeMember(actor, input)).toMatchObject({ id: member.id, role: "reader" });
    const memberships = await writer.projectMember.findMany({ where: { memberId: member.id } });
    expect(memberships).toMatchObject([{ deletedAt: expect.any(Date) as Date }]);
    const [entry] = await writer.trailEntry.findMany({
      where: { targetId: member.id, outcome: "succeeded" },
    });
    expect(entry?.before).toMatchObject({ projects: [{ projectId: project.id, role: "owner" }] });
  });
});

describe("an invite", () => {
  const invite = (input: Partial<Parameters<typeof inviteMember>[1]> & { email: string }) => () =>
    inviteMember(actor, { role: "reader", joins: "default", projects: [], ...input });

  test("is not sent to who is a member or has one, whatever the case of the address", async () => {
    const member = await aMember(actor.organization);
    await expectRefused(invite({ email: member.email?.toUpperCase() ?? "" }), "alreadyMember");
    const open = await anInvite(actor.organization);
    await expectRefused(invite({ email: open.email.toUpperCase() }), "alreadyInvited");
  });

  test("goes again to who has left or whose invite has expired", async () => {
    const left = await aMember(actor.organization, { deletedAt: new Date() });
    expect(await invite({ email: left.email ?? "" })()).toMatchObject({ status: "pending" });
    const expired = await anInvite(actor.organization, { expiresAt: new Date(0) });
    expect(await invite({ email: expired.email })()).toMatchObject({ status: "pending" });
  });

  test("names the default project, none, or those that were chosen", async () => {
    const project = await aTwinProject(twin, actor.organization);
    const projectsOf = async (joins: "default" | "none" | "chosen") => {
      const projects = joins === "chosen" ? [{ id: project.id, role: "owner" as const }] : [];
      const { id } = await invite({ email: `${anId("x")}@example.com`, joins, projects })();
      return (await twin.admin.invites.retrieve(id)).projects;
    };
    expect(await projectsOf("default")).toEqual([{ id: twin.organization.defaultProjectId, role: "member" }]);
    expect(await projectsOf("none")).toEqual([]);
    expect(await projectsOf("chosen")).toEqual([{ id: project.id, role: "owner" }]);
  });

  test("does not name an archived project, or one of another organization", async () => {
    const archived = await aProject(actor.organization, { archivedAt: new Date() });
    const foreign = await aProject((await anActor()).organization);
    const into = (id: string) =>
      invite({ email: "x@example.com", joins: "chosen", projects: [{ id, role: "member" }] });
    await expectRefused(into(archived.id), "projectArchived");
    await expectRefused(into(foreign.id), "projectNotFound");
  });

  test("that was accepted or revoked is not revoked", async () => {
    const accepted = await anInvite(actor.organization, { status: "accepted" });
    await expectRefused(() => revokeInvite(actor, { inviteId: accepted.id }), "inviteAccepted");
    const gone = await anInvite(actor.organization, { deletedAt: new Date() });
    await expectRefused(() => revokeInvite(actor, { inviteId: gone.id }), "inviteGone");
    await expectRefused(() => revokeInvite(actor, { inviteId: "invite-none" }), "inviteNotFound");
  });
});

describe("a project", () => {
  test("is not made twice, nor renamed from a name that it no longer has", async () => {
    const { id, name } = await aTwinProject(twin, actor.organization);
    await expectRefused(() => createProject(actor, { name: name.toUpperCase() }), "projectNameTaken");
    const rename = (expectedName: string, next: string) => () =>
      renameProject(actor, { projectId: id, name: next, expectedName });
    await expectRefused(rename("Another", "Next"), "projectChanged");
    await expectRefused(rename(name, name), "nameUnchanged");
  });

  test("that is archived is changed no more", async () => {
    const archived = await aProject(actor.organization, { status: "archived" });
    const member = await aMember(actor.organization);
    const pair = { projectId: archived.id, memberId: member.id };
    const rename = { projectId: archived.id, name: "x", expectedName: "Search" };
    const archive = { projectId: archived.id, confirmation: "Search" };
    await expectRefused(() => renameProject(actor, rename), "projectArchived");
    await expectRefused(() => archiveProject(actor, archive), "projectArchived");
    await expectRefused(() => addProjectMember(actor, { ...pair, role: "member" }), "projectArchived");
    await expectRefused(() => removeProjectMember(actor, pair), "projectArchived");
  });

  test("is archived only once its name is typed", async () => {
    const project = await aProject(actor.organization, { name: "Search" });
    const input = { projectId: project.id, confirmation: "search" };
    await expectRefused(() => archiveProject(actor, input), "confirmationMismatch");
  });

  test("whose archiving is answered with an error is read again and found archived", async () => {
    const { id, name } = await aTwinProject(twin, actor.organization);
    twin.setFaults([{ kind: "archiveFails" }]);
    const archived = await archiveProject(actor, { projectId: id, confirmation: name });
    expect(archived).toMatchObject({ status: "archived", archivedAt: expect.any(Date) as Date });
    expect(await trailOf(actor.organization, id)).toEqual([
      "project.archive started",
      "project.archive succeeded",
    ]);
  });

  test("by default can be neither renamed nor archived: upstream's sentence says so", async () => {
    const id = twin.organization.defaultProjectId;
    await aProject(actor.organization, { id, name: "Default project" });
    const rename = renameProject(actor, { projectId: id, name: "x", expectedName: "Default project" });
    await expect(rename).rejects.toMatchObject({
      key: "upstreamRefused",
      values: { message: "The default project cannot be modified." },
    });
    const archive = archiveProject(actor, { projectId: id, confirmation: "Default project" });
    await expect(archive).rejects.toMatchObject({
      values: { message: "The default project cannot be archived." },
    });
  });

  test("leaves owners of the organization alone, who own it anyway", async () => {
    const owner = await aMember(actor.organization, { role: "owner" });
    const project = await aProject(actor.organization);
    const pair = { projectId: project.id, memberId: owner.id };
    await expectRefused(() => addProjectMember(actor, { ...pair, role: "member" }), "ownerOfEveryProject");
    await expectRefused(() => removeProjectMember(actor, pair), "ownerOfEveryProject");
  });

  test("takes nobody in twice, and changes or lets go nobody who is not in it or has changed", async () => {
    const member = await aMember(actor.organization);
    const project = await aProject(actor.organization);
    const pair = { projectId: project.id, memberId: member.id };
    const update = (expectedRole: string, role: "member" | "owner") => () =>
      updateProjectMember(actor, { ...pair, role, expectedRole });
    await expectRefused(() => removeProjectMember(actor, pair), "notInProject");
    await expectRefused(update("member", "owner"), "notInProject");
    await aProjectMember(project, member);
    await expectRefused(() => addProjectMember(actor, { ...pair, role: "member" }), "alreadyInProject");
    await expectRefused(update("owner", "member"), "memberChanged");
    await expectRefused(update("member", "member"), "roleUnchanged");
  });
});

test.each([
  [UpdateMemberRole, { memberId: "", role: "owner", expectedRole: "reader" }],
  [UpdateMemberRole, { memberId: "user\0", role: "owner", expectedRole: "reader" }],
  [UpdateMemberRole, { memberId: "user-1", role: "emperor", expectedRole: "reader" }],
  [RemoveMember, { memberId: "user-1", confirmation: " ", expectedRole: "reader" }],
  [RevokeInvite, { inviteId: "x".repeat(257) }],
  [InviteMember, { email: "nobody", role: "reader", joins: "default" }],
  [InviteMember, { email: "a@example.com", role: "reader", joins: "chosen", projects: "[]" }],
  [InviteMember, { email: "a@example.com", role: "reader", joins: "chosen", projects: "{not json" }],
  [InviteMember, { email: "a@example.com", role: "reader", joins: "chosen", projects: '[{"id":""}]' }],
  [CreateProject, { name: "  " }],
  [CreateProject, { name: "a\u0007b" }],
  [RenameProject, { projectId: "proj_1", name: "x".repeat(201), expectedName: "" }],
])("forged or careless fields are refused before anything is read (%#)", (schema, input) => {
  expect(schema.safeParse(input).success).toBe(false);
});

test("an organization that was disconnected in mid-edit says so, and nothing stays open", async () => {
  const alone = await anActor();
  const member = await aMember(alone.organization);
  const input = { memberId: member.id, role: "owner", expectedRole: "reader" } as const;
  await expect(updateMemberRole(alone, input)).rejects.toMatchObject({ code: "unavailable" });
  expect(await trailOf(alone.organization, member.id)).toEqual([
    "member.updateRole started",
    "member.updateRole failed",
  ]);
});

test("an address or a name with a wildcard in it is like no other's: it is compared as it stands", async () => {
  const [person, project] = [anId("a"), anId("p")];
  await aMember(actor.organization, { email: `${person}Xb@example.com` });
  await aProject(actor.organization, { name: `${project}Xb` });
  const asked = { role: "reader" as const, joins: "default" as const, projects: [] };
  await inviteMember(actor, { ...asked, email: `${person}_b@example.com` });
  expect((await createProject(actor, { name: `${project}_b` })).name).toBe(`${project}_b`);
  // The same in other letters is still the same.
  await aMember(actor.organization, { email: `${person}_C@example.com` });
  await expect(inviteMember(actor, { ...asked, email: `${person}_c@example.com` })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(createProject(actor, { name: `${project.toUpperCase()}_B` })).rejects.toMatchObject({
    key: "projectNameTaken",
  });
});
