import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
let projectId: string;
let ownerId: string;
beforeAll(async () => {
  twin = await startTestTwin();
  projectId = (await twin.admin.projects.create({ name: "Members" })).id;
  ownerId = String((await twin.sql("SELECT id FROM twin.users WHERE role = 'owner'"))[0]?.id);
});
afterAll(() => twin.stop());

async function aUser(): Promise<string> {
  const id = `user-${randomUUID()}`;
  await twin.sql(
    "INSERT INTO twin.users (id, email, name, role, added_at) VALUES ($1, $2, 'Jürgen Groß', 'reader', 1)",
    [id, `${id}@example.com`],
  );
  return id;
}

test("a member is added by id or email, changed and removed", async () => {
  const { users } = twin.admin.projects;
  const [byId, byEmail] = [await aUser(), await aUser()];
  expect(await users.create(projectId, { user_id: byId, role: "member" })).toMatchObject({
    id: byId,
    role: "member",
  });
  expect(await users.create(projectId, { email: `${byEmail}@example.com`, role: "owner" })).toMatchObject({
    id: byEmail,
  });
  expect(await users.retrieve(byId, { project_id: projectId })).toMatchObject({
    object: "organization.project.user",
  });
  expect(await users.update(byId, { project_id: projectId, role: "owner" })).toMatchObject({ role: "owner" });
  expect(await users.delete(byId, { project_id: projectId })).toMatchObject({ deleted: true });
  const rest = await users.list(projectId, { limit: 100 });
  expect(rest.data.map((user) => user.id)).toEqual(expect.arrayContaining([ownerId, byEmail]));
  expect(rest.data.map((user) => user.id)).not.toContain(byId);
  expect(await users.create(projectId, { user_id: byId, role: "member" })).toMatchObject({ role: "member" });
});

test("few members and thousands are listed alike, in the order of people, also from one who was removed", async () => {
  const { users } = twin.admin.projects;
  const { id } = await twin.admin.projects.create({ name: "Sized" });
  const list = async (query: { after?: string } = {}) => {
    const ids: string[] = [];
    for await (const user of users.list(id, { limit: 100, ...query })) ids.push(user.id);
    return ids;
  };
  const add = (from: number, to: number) =>
    twin.sql(
      `WITH made AS (INSERT INTO twin.users (id, email, name, role, added_at)
         SELECT 'sized-' || n, 'sized-' || n || '@example.com', 'S', 'reader', 1 FROM generate_series($1::int, $2::int) n RETURNING id)
       INSERT INTO twin.project_users (project_id, user_id, role, added_at) SELECT $3, id, 'member', 1 FROM made`,
      [from, to, id],
    );
  await add(1, 30);
  const few = await list();
  expect(few).toHaveLength(31);
  await add(31, 2100);
  const many = await list();
  expect(many).toHaveLength(2101);
  expect(many.slice(0, 31)).toEqual(few);
  await users.delete("sized-7", { project_id: id });
  expect(await list({ after: "sized-7" })).toEqual(many.slice(many.indexOf("sized-7") + 1));
  await twin.sql("DELETE FROM twin.project_users WHERE user_id LIKE 'sized-%' AND length(user_id) > 7");
  expect(await list({ after: "sized-7" })).toEqual(["sized-8", "sized-9"]);
});

test("owners of the organization are owners of every project and stay so", async () => {
  const { users } = twin.admin.projects;
  expect(await users.retrieve(ownerId, { project_id: projectId })).toMatchObject({ role: "owner" });
  await expect(users.update(ownerId, { project_id: projectId, role: "member" })).rejects.toMatchObject({
    status: 400,
  });
  await expect(users.delete(ownerId, { project_id: projectId })).rejects.toMatchObject({ status: 400 });
  await expect(users.create(projectId, { user_id: ownerId, role: "member" })).rejects.toThrow(
    "already exists in project",
  );
});

test("a member must say who, be known, and be new", async () => {
  const { users } = twin.admin.projects;
  const id = await aUser();
  await users.create(projectId, { user_id: id, role: "member" });
  await expect(users.create(projectId, { user_id: id, role: "member" })).rejects.toThrow(
    "already exists in project",
  );
  await expect(users.create(projectId, { role: "member" })).rejects.toMatchObject({
    status: 400,
    param: "user_id",
  });
  await expect(users.create(projectId, { user_id: "user-x", role: "member" })).rejects.toMatchObject({
    status: 404,
  });
  const defaultProject = twin.organization.defaultProjectId;
  await expect(users.create(defaultProject, { user_id: id, role: "member" })).rejects.toMatchObject({
    status: 400,
  });
});

test("a service account comes with a key whose secret is shown once", async () => {
  const { serviceAccounts, apiKeys } = twin.admin.projects;
  const made = await serviceAccounts.create(projectId, { name: "nightly batch", expires_in_seconds: 3600 });
  expect(made).toMatchObject({
    role: "member",
    api_key: { value: expect.stringMatching(/^sk-svcacct-\w{48}$/) },
  });
  expect(made.api_key?.expires_at).toBe(made.created_at + 3600);

  const second = await serviceAccounts.apiKeys.create(made.id, {
    project_id: projectId,
    name: "second",
    scopes: ["api.all.read"],
  });
  expect(second.value).not.toBe(made.api_key?.value);
  const keys = await apiKeys.list(projectId);
  expect(keys.data.map((key) => key.id)).toEqual(expect.arrayContaining([made.api_key?.id, second.id]));
  expect(JSON.stringify(keys.data)).not.toContain(second.value);

  expect(
    await serviceAccounts.update(made.id, { project_id: projectId, name: "renamed", role: "owner" }),
  ).toMatchObject({
    name: "renamed",
    role: "owner",
  });
  expect((await serviceAccounts.list(projectId)).data).toContainEqual(
    await serviceAccounts.retrieve(made.id, { project_id: projectId }),
  );
  expect(await serviceAccounts.delete(made.id, { project_id: projectId })).toMatchObject({ deleted: true });
  const left = await apiKeys.list(projectId, { owner_project_access: "any" });
  expect(left.data.map((key) => key.id)).not.toContain(second.id);
});

test("a service account alone has no key and the role none", async () => {
  const { serviceAccounts } = twin.admin.projects;
  const alone = { name: "keyless", create_service_account_only: true };
  expect(await serviceAccounts.create(projectId, alone)).toMatchObject({ role: "none", api_key: null });
  await expect(serviceAccounts.create(projectId, { ...alone, expires_in_seconds: 60 })).rejects.toMatchObject(
    {
      param: "expires_in_seconds",
    },
  );
});

test("a key is changed and deleted; an expired one cannot be changed", async () => {
  const { serviceAccounts, apiKeys } = twin.admin.projects;
  const account = await serviceAccounts.create(projectId, { name: "keys" });
  const key = { project_id: projectId };
  const id = account.api_key?.id ?? "";
  const changed = await apiKeys.update(id, { ...key, scopes: ["api.all.read"], expires_in_seconds: 60 });
  expect(changed).toMatchObject({
    id,
    owner: { type: "service_account", service_account: { id: account.id } },
  });
  expect(changed.expires_at).toBeGreaterThan(account.created_at);
  await expect(apiKeys.update(id, key)).rejects.toMatchObject({ status: 400 });
  await expect(apiKeys.update(id, { ...key, expires_in_seconds: 31_536_001 })).rejects.toMatchObject({
    code: "integer_above_max_value",
  });
  await twin.sql("UPDATE twin.api_keys SET expires_at = 1 WHERE id = $1", [id]);
  await expect(apiKeys.update(id, { ...key, scopes: [] })).rejects.toMatchObject({ code: "api_key_expired" });
  expect(await apiKeys.delete(id, key)).toEqual({
    object: "organization.project.api_key.deleted",
    id,
    deleted: true,
  });
  await expect(apiKeys.retrieve(id, key)).rejects.toMatchObject({ status: 404 });
});

test("a key of someone who left the project shows only where inactive owners do", async () => {
  const { users, apiKeys } = twin.admin.projects;
  const userId = await aUser();
  const keyId = `key_${randomUUID()}`;
  await users.create(projectId, { user_id: userId, role: "member" });
  await twin.sql(
    "INSERT INTO twin.api_keys (id, project_id, name, redacted_value, owner_user_id, created_at) VALUES ($1, $2, 'laptop', 'sk-***', $3, 1)",
    [keyId, projectId, userId],
  );
  const ids = async (owner_project_access?: "active" | "inactive" | "any") =>
    (
      await apiKeys.list(projectId, { limit: 100, ...(owner_project_access ? { owner_project_access } : {}) })
    ).data.map((key) => key.id);
  expect(await ids()).toContain(keyId);
  await users.delete(userId, { project_id: projectId });
  expect(await ids()).not.toContain(keyId);
  expect(await ids("active")).not.toContain(keyId);
  expect(await ids("inactive")).toContain(keyId);
  expect(await ids("any")).toContain(keyId);
  expect(await apiKeys.retrieve(keyId, { project_id: projectId })).toMatchObject({
    owner_project_access: "inactive",
  });
});

test("an archived project has no users and no service accounts any more", async () => {
  const { id } = await twin.admin.projects.create({ name: "Going" });
  const account = await twin.admin.projects.serviceAccounts.create(id, { name: "left behind" });
  await twin.admin.projects.archive(id);
  const refused = { status: 400, code: "project_archived" };
  await expect(twin.admin.projects.users.list(id)).rejects.toMatchObject(refused);
  await expect(twin.admin.projects.users.delete(ownerId, { project_id: id })).rejects.toMatchObject(refused);
  await expect(twin.admin.projects.serviceAccounts.list(id)).rejects.toMatchObject(refused);
  await expect(twin.admin.projects.serviceAccounts.create(id, { name: "late" })).rejects.toMatchObject(
    refused,
  );
  await expect(
    twin.admin.projects.serviceAccounts.delete(account.id, { project_id: id }),
  ).rejects.toMatchObject(refused);
});
