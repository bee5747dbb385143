import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterAll(() => twin.stop());

async function aUser(): Promise<string> {
  const id = `user-${randomUUID()}`;
  await twin.sql(
    "INSERT INTO twin.users (id, email, name, role, added_at) VALUES ($1, $2, 'Anja', 'reader', 1)",
    [id, `${id}@example.com`],
  );
  return id;
}

test("custom roles of the organization are made, changed and deleted", async () => {
  const { roles } = twin.admin;
  const made = await roles.create({
    role_name: "Key keeper",
    permissions: ["api.organization.projects.api_keys.read"],
  });
  expect(made).toMatchObject({
    object: "role",
    name: "Key keeper",
    predefined_role: false,
    resource_type: "api.organization",
  });
  const permissions = ["api.organization.projects.api_keys.write"];
  expect(await roles.update(made.id, { permissions, description: "May delete" })).toMatchObject({
    permissions,
  });
  expect(await roles.retrieve(made.id)).toMatchObject({ description: "May delete" });
  const listed: string[] = [];
  for await (const role of roles.list({ limit: 1 })) listed.push(role.name);
  expect(listed).toEqual(["Owner", "Reader", "Key keeper"]);
  expect(await roles.delete(made.id)).toEqual({ object: "role.deleted", id: made.id, deleted: true });
  const events = await twin.admin.auditLogs.list({ resource_ids: [made.id] });
  expect(events.data.map(({ type }) => type)).toEqual(["role.deleted", "role.updated", "role.created"]);
  expect(events.data[1]?.["role.updated"]?.changes_requested).toMatchObject({
    permissions_added: permissions,
    permissions_removed: ["api.organization.projects.api_keys.read"],
  });
});

test("predefined roles cannot be changed, and project roles are the project's own", async () => {
  const project = await twin.admin.projects.create({ name: "With roles" });
  const { roles } = twin.admin.projects;
  expect((await roles.list(project.id)).data.map(({ name }) => name)).toEqual(["Owner", "Member", "Viewer"]);
  const own = await roles.create(project.id, { role_name: "Empty", permissions: [] });
  expect(own).toMatchObject({ resource_type: "api.project" });
  expect(await roles.retrieve("role-api-project-member", { project_id: project.id })).toMatchObject({
    predefined_role: true,
  });
  await expect(twin.admin.roles.retrieve(own.id)).rejects.toMatchObject({ status: 404 });
  const params = { project_id: project.id, role_name: "Hacked" };
  await expect(roles.update("role-api-project-owner", params)).rejects.toMatchObject({
    code: "predefined_role",
  });
  expect(await roles.update(own.id, params)).toMatchObject({ name: "Hacked" });
  expect(await roles.delete(own.id, { project_id: project.id })).toMatchObject({ deleted: true });
});

test("a person's roles name their sources: the membership, an assignment, a group", async () => {
  const { users, groups, roles } = twin.admin;
  const userId = await aUser();
  const group = await groups.create({ name: "Carriers" });
  await groups.users.create(group.id, { user_id: userId });
  const direct = await roles.create({ role_name: "Direct", permissions: [] });
  const carried = await roles.create({ role_name: "Carried", permissions: [] });
  expect(await users.roles.create(userId, { role_id: direct.id })).toMatchObject({
    object: "user.role",
    user: { id: userId },
  });
  expect(await groups.roles.create(group.id, { role_id: carried.id })).toMatchObject({
    object: "group.role",
    group: { object: "group", scim_managed: false },
  });
  expect((await groups.roles.list(group.id)).data.map(({ name }) => name)).toEqual(["Carried"]);
  const assigned = await users.roles.list(userId);
  expect(assigned.data.map(({ name, assignment_sources }) => [name, assignment_sources])).toEqual([
    ["Reader", [{ principal_id: userId, principal_type: "user" }]],
    ["Direct", [{ principal_id: userId, principal_type: "user" }]],
    ["Carried", [{ principal_id: group.id, principal_type: "group" }]],
  ]);
  expect(await users.roles.retrieve(direct.id, { user_id: userId })).toMatchObject({ id: direct.id });
  expect(await groups.roles.retrieve(carried.id, { group_id: group.id })).toMatchObject({ id: carried.id });
  await expect(users.roles.delete(carried.id, { user_id: userId })).rejects.toMatchObject({ status: 400 });
  expect(await users.roles.delete(direct.id, { user_id: userId })).toEqual({
    object: "user.role.deleted",
    deleted: true,
  });
  expect(await groups.roles.delete(carried.id, { group_id: group.id })).toMatchObject({ deleted: true });
  expect((await users.roles.list(userId)).data).toHaveLength(1);
});

test("assigning a predefined role changes the base role, at organization and project", async () => {
  const { users, projects } = twin.admin;
  const userId = await aUser();
  const project = await projects.create({ name: "Base roles" });
  const id = { project_id: project.id };
  await projects.users.roles.create(userId, {
    ...id,
    role_id: `role-api-project-member__api-project__${project.id}`,
  });
  expect(await projects.users.retrieve(userId, id)).toMatchObject({ role: "member" });
  expect((await projects.users.roles.list(userId, id)).data.map(({ name }) => name)).toEqual(["Member"]);
  const custom = await projects.roles.create(project.id, {
    role_name: "Extra",
    permissions: ["api.files.read"],
  });
  await projects.users.roles.create(userId, { ...id, role_id: custom.id });
  expect(await projects.users.roles.retrieve(custom.id, { ...id, user_id: userId })).toMatchObject({
    name: "Extra",
  });
  expect(await projects.users.roles.delete(custom.id, { ...id, user_id: userId })).toMatchObject({
    deleted: true,
  });

  const owner = `role-api-organization-owner__api-organization__${twin.organization.id}`;
  await users.roles.create(userId, { role_id: owner });
  expect(await users.retrieve(userId)).toMatchObject({ role: "owner" });
  await users.roles.delete(owner, { user_id: userId });
  expect(await users.retrieve(userId)).toMatchObject({ role: "reader" });
});

test("a group's roles in a project are assigned and taken back", async () => {
  const { groups, projects } = twin.admin;
  const [group, project] = [
    await groups.create({ name: "Viewers" }),
    await projects.create({ name: "Viewed" }),
  ];
  const role = await projects.roles.create(project.id, {
    role_name: "Look",
    permissions: ["api.project.read"],
  });
  const at = { project_id: project.id };
  expect(await projects.groups.roles.create(group.id, { ...at, role_id: role.id })).toMatchObject({
    object: "group.role",
  });
  expect(await projects.groups.roles.retrieve(role.id, { ...at, group_id: group.id })).toMatchObject({
    name: "Look",
  });
  expect(await projects.groups.roles.delete(role.id, { ...at, group_id: group.id })).toMatchObject({
    deleted: true,
  });
});
