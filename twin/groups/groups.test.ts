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

test("groups are made, renamed, listed both ways and deleted", async () => {
  const { groups } = twin.admin;
  const [a, b] = [await groups.create({ name: "営業" }), await groups.create({ name: "Büro" })];
  expect(a).toMatchObject({ object: "group", group_type: "group", is_scim_managed: false });
  const renamed = await groups.update(a.id, { name: "営業部" });
  expect(renamed).toEqual({ id: a.id, name: "営業部", created_at: a.created_at, is_scim_managed: false });
  const ids = async (order: "asc" | "desc") => {
    const seen: string[] = [];
    for await (const group of groups.list({ order, limit: 1 })) seen.push(group.id);
    return seen;
  };
  expect(await ids("asc")).toEqual([a.id, b.id]);
  expect(await ids("desc")).toEqual([b.id, a.id]);
  expect(await groups.delete(a.id)).toEqual({ object: "group.deleted", id: a.id, deleted: true });
  await expect(groups.retrieve(a.id)).rejects.toMatchObject({ status: 404 });
  expect((await groups.list({ limit: 0 })).data).toEqual([]);
  await expect(groups.list({ limit: 1001 })).rejects.toMatchObject({ status: 400 });
  await expect(groups.create({ name: "x".repeat(256) })).rejects.toMatchObject({
    code: "string_above_max_length",
  });
});

test("people and service accounts join and leave a group", async () => {
  const { groups, projects } = twin.admin;
  const group = await groups.create({ name: "Mixed" });
  const project = await projects.create({ name: "Home of an account" });
  const account = await projects.serviceAccounts.create(project.id, { name: "bot" });
  const userId = await aUser();
  for (const user_id of [userId, account.id]) {
    expect(await groups.users.create(group.id, { user_id })).toEqual({
      object: "group.user",
      group_id: group.id,
      user_id,
    });
  }
  await expect(groups.users.create(group.id, { user_id: userId })).rejects.toThrow("already exists in group");
  const seen: string[] = [];
  for await (const user of groups.users.list(group.id, { limit: 1 })) seen.push(user.id);
  expect(seen).toEqual([account.id, userId]);
  expect(await groups.users.retrieve(account.id, { group_id: group.id })).toMatchObject({
    is_service_account: true,
    email: null,
  });
  expect(await groups.users.delete(userId, { group_id: group.id })).toEqual({
    object: "group.user.deleted",
    deleted: true,
  });
  const events = await twin.admin.auditLogs.list({ tenant_only: true, resource_ids: [userId] });
  expect(events.data.map(({ type }) => type)).toEqual([
    "tenant.group.member.removed",
    "tenant.group.member.added",
  ]);
});

test("a group that the identity provider manages refuses every change", async () => {
  const { groups } = twin.admin;
  const { id } = await groups.create({ name: "From the directory" });
  await twin.sql("UPDATE twin.groups SET is_scim_managed = true WHERE id = $1", [id]);
  const user_id = await aUser();
  const changes = [
    () => groups.users.create(id, { user_id }),
    () => groups.update(id, { name: "No" }),
    () => groups.delete(id),
  ];
  for (const change of changes) {
    await expect(change()).rejects.toMatchObject({ status: 400, code: "scim_managed_group" });
  }
});

test("a group is given to a project with a role's id, and taken back", async () => {
  const { groups, projects } = twin.admin;
  const group = await groups.create({ name: "Given" });
  const project = await projects.create({ name: "Receiving" });
  const role = `role-api-project-member__api-project__${project.id}`;
  const given = await projects.groups.create(project.id, { group_id: group.id, role });
  expect(given).toMatchObject({
    object: "project.group",
    group_id: group.id,
    group_name: "Given",
    project_id: project.id,
  });
  await expect(projects.groups.create(project.id, { group_id: group.id, role })).rejects.toThrow(
    "already exists in project",
  );
  expect((await projects.groups.list(project.id)).data).toEqual([given]);
  expect(await projects.groups.retrieve(group.id, { project_id: project.id })).toEqual(given);
  const roles = await projects.groups.roles.list(group.id, { project_id: project.id });
  expect(roles.data.map(({ id }) => id)).toEqual([role]);
  expect(await projects.groups.delete(group.id, { project_id: project.id })).toEqual({
    object: "project.group.deleted",
    deleted: true,
  });
  await expect(projects.groups.retrieve(group.id, { project_id: project.id })).rejects.toMatchObject({
    status: 404,
  });
});
