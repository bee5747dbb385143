import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterAll(() => twin.stop());

async function aUser(role = "reader"): Promise<string> {
  const id = `user-${randomUUID()}`;
  await twin.sql(
    "INSERT INTO twin.users (id, email, name, role, added_at) VALUES ($1, $2, '田中 直樹', $3, 1760000000)",
    [id, `${id}@example.com`, role],
  );
  return id;
}

test("the SDK pages through every user, once each, at any limit", async () => {
  const made = await Promise.all(Array.from({ length: 7 }, () => aUser()));
  for (const limit of [1, 3, 100]) {
    const seen: string[] = [];
    for await (const user of twin.admin.users.list({ limit })) seen.push(user.id);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(made));
  }
});

test.each([
  [0, "integer_below_min_value"],
  [101, "integer_above_max_value"],
])("a limit of %i is refused, not clamped", async (limit, code) => {
  await expect(twin.admin.users.list({ limit })).rejects.toMatchObject({ status: 400, param: "limit", code });
});

test("users are found by email, in brackets or plain, whatever the case", async () => {
  const id = await aUser();
  const page = await twin.admin.users.list({ emails: [`${id}@Example.com`.toUpperCase()] });
  expect(page.data.map((user) => user.id)).toEqual([id]);
  const plain = await fetch(`${twin.url}/organization/users?emails=${id}@example.com`, {
    headers: { authorization: "Bearer sk-admin-twin" },
  });
  expect(await plain.json()).toMatchObject({ object: "list", first_id: id, last_id: id, has_more: false });
});

test("a role change is answered with the user and leaves an event", async () => {
  const id = await aUser();
  expect(await twin.admin.users.update(id, { role: "owner" })).toMatchObject({ id, role: "owner" });
  const [event] = await twin.sql("SELECT type, payload FROM twin.events WHERE $1 = ANY(resource_ids)", [id]);
  expect(event).toEqual({ type: "user.updated", payload: { id, changes_requested: { role: "owner" } } });
  await twin.admin.users.update(id, { role: "reader" });
});

test("a predefined role's id sets the role too", async () => {
  const id = await aUser();
  const role_id = `role-api-organization-owner__api-organization__${twin.organization.id}`;
  expect(await twin.admin.users.update(id, { role_id })).toMatchObject({ role: "owner" });
  await expect(twin.admin.users.update(id, { role_id: "role-api-nothing" })).rejects.toMatchObject({
    status: 404,
  });
  await twin.admin.users.delete(id);
});

test("an unknown role, parameter or user is refused", async () => {
  const id = await aUser();
  await expect(twin.admin.users.update(id, { role: "emperor" })).rejects.toMatchObject({
    status: 400,
    param: "role",
    code: "invalid_value",
  });
  await expect(twin.admin.users.update(id, { colour: "red" } as object)).rejects.toMatchObject({
    code: "unknown_parameter",
  });
  await expect(twin.admin.users.retrieve("user-nobody")).rejects.toMatchObject({ status: 404 });
});

test("a removed user is gone from the list, and a cursor that names them still works", async () => {
  const [first, second] = [await aUser(), await aUser()];
  expect(await twin.admin.users.delete(first)).toEqual({
    object: "organization.user.deleted",
    id: first,
    deleted: true,
  });
  await expect(twin.admin.users.retrieve(first)).rejects.toMatchObject({ status: 404 });
  await expect(twin.admin.users.delete(first)).rejects.toMatchObject({ status: 404 });
  const rest = await twin.admin.users.list({ after: first, limit: 100 });
  expect(rest.data.map((user) => user.id)).toContain(second);
  await expect(twin.admin.users.list({ after: "user-never" })).rejects.toMatchObject({
    status: 400,
    param: "after",
  });
});

test("the last owner can be neither removed nor demoted, even by two requests at once", async () => {
  const owners = await twin.sql("SELECT id FROM twin.users WHERE role = 'owner' AND deleted_at IS NULL");
  expect(owners).toHaveLength(1);
  const [first, second] = [String(owners[0]?.id), await aUser("owner")];
  const outcomes = await Promise.allSettled([
    twin.admin.users.update(first, { role: "reader" }),
    twin.admin.users.update(second, { role: "reader" }),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("people found by their addresses follow one another page by page", async () => {
  const emails = ["paged-1@example.com", "paged-2@example.com", "paged-3@example.com"];
  for (const [at, email] of emails.entries())
    await twin.sql(
      "INSERT INTO twin.users (id, email, name, role, added_at) VALUES ($1, $2, 'Paged', 'reader', 1760000000)",
      [`user-paged-${at}`, email],
    );
  const found: string[] = [];
  for await (const user of twin.admin.users.list({ emails, limit: 1 })) found.push(user.id);
  expect(found).toEqual(["user-paged-0", "user-paged-1", "user-paged-2"]);
});
