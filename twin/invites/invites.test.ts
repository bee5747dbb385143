import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterAll(() => twin.stop());

async function accept(inviteId: string): Promise<string> {
  const response = await fetch(`${twin.adminUrl}/invites/${inviteId}/accept`, {
    method: "POST",
    headers: { authorization: "Bearer sk-admin-twin" },
    body: JSON.stringify({ name: "Neue Kollegin" }),
  });
  return ((await response.json()) as { user_id: string }).user_id;
}

test("an invite without projects leads to the default project, with an empty list to none", async () => {
  const { invites, users } = twin.admin;
  const [usual, none] = [
    await invites.create({ email: "usual@example.com", role: "reader" }),
    await invites.create({ email: "none@example.com", role: "reader", projects: [] }),
  ];
  expect(usual).toMatchObject({
    status: "pending",
    projects: [{ id: twin.organization.defaultProjectId, role: "member" }],
  });
  expect(none.projects).toEqual([]);
  const [first, second] = [await accept(usual.id), await accept(none.id)];
  expect((await users.retrieve(first)).projects?.data).toHaveLength(1);
  expect((await users.retrieve(second)).projects?.data).toEqual([]);
  expect(await invites.retrieve(usual.id)).toMatchObject({
    status: "accepted",
    accepted_at: expect.any(Number),
  });
  await expect(invites.delete(usual.id)).rejects.toThrow("already accepted");
});

test("who accepts joins the projects of the invite in its roles, but for those archived meanwhile", async () => {
  const { invites, projects, users } = twin.admin;
  const [first, second, gone] = [
    await projects.create({ name: "First" }),
    await projects.create({ name: "Second" }),
    await projects.create({ name: "Gone" }),
  ];
  const wanted = [
    { id: first.id, role: "owner" as const },
    { id: second.id, role: "member" as const },
    { id: gone.id, role: "member" as const },
  ];
  const invite = await invites.create({ email: "roles@example.com", role: "reader", projects: wanted });
  expect(invite.projects).toEqual(wanted);
  await projects.archive(gone.id);
  const userId = await accept(invite.id);
  expect(await projects.users.retrieve(userId, { project_id: first.id })).toMatchObject({ role: "owner" });
  expect(await projects.users.retrieve(userId, { project_id: second.id })).toMatchObject({ role: "member" });
  const { projects: joined } = await users.retrieve(userId);
  expect(joined?.data).toEqual([
    { id: first.id, name: "First", role: "owner" },
    { id: second.id, name: "Second", role: "member" },
  ]);
  const { data } = await twin.admin.auditLogs.list({ actor_ids: [userId] });
  expect(data.map(({ type }) => type).toSorted()).toEqual(["invite.accepted", "user.added"]);
  await expect(invites.delete(invite.id)).rejects.toMatchObject({ code: "invite_already_accepted" });
});

test("an invite that names a project twice, or a person who joined otherwise, breaks nothing", async () => {
  const { invites, projects } = twin.admin;
  const { id } = await projects.create({ name: "Twice" });
  const twice = await invites.create({
    email: "twice@example.com",
    role: "reader",
    projects: [
      { id, role: "member" },
      { id, role: "owner" },
    ],
  });
  const userId = await accept(twice.id);
  expect(await projects.users.retrieve(userId, { project_id: id })).toMatchObject({ role: "owner" });
  const late = await invites.create({ email: "otherwise@example.com", role: "reader" });
  await twin.sql(
    "INSERT INTO twin.users (id, email, name, role, added_at) VALUES ('user-o', 'Otherwise@example.com', 'O', 'reader', 1)",
  );
  const response = await fetch(`${twin.adminUrl}/invites/${late.id}/accept`, {
    method: "POST",
    headers: { authorization: "Bearer sk-admin-twin" },
  });
  expect(response.status).toBe(400);
  expect(await invites.retrieve(late.id)).toMatchObject({ status: "pending" });
});

test("an invite can be taken back until it is accepted, also when it has expired", async () => {
  const { invites } = twin.admin;
  const invite = await invites.create({ email: "late@example.com", role: "owner" });
  await twin.sql("UPDATE twin.invites SET expires_at = 1 WHERE id = $1", [invite.id]);
  expect(await invites.retrieve(invite.id)).toMatchObject({ status: "expired" });
  const listed: string[] = [];
  for await (const { id } of invites.list({ limit: 1 })) listed.push(id);
  expect(listed).toContain(invite.id);
  expect(await invites.delete(invite.id)).toEqual({
    object: "organization.invite.deleted",
    id: invite.id,
    deleted: true,
  });
  await expect(invites.retrieve(invite.id)).rejects.toMatchObject({ status: 404 });
});

test("known addresses, bad addresses, bad roles and archived projects are refused", async () => {
  const { invites, projects } = twin.admin;
  await expect(invites.create({ email: "OWNER@example.com", role: "reader" })).rejects.toMatchObject({
    status: 400,
  });
  await expect(invites.create({ email: "nobody", role: "reader" })).rejects.toMatchObject({ param: "email" });
  await expect(invites.create({ email: "a@example.com", role: "member" as "reader" })).rejects.toMatchObject({
    param: "role",
  });
  const { id } = await projects.create({ name: "Closed" });
  await projects.archive(id);
  const invite = { email: "b@example.com", role: "reader", projects: [{ id, role: "member" }] } as const;
  await expect(invites.create({ ...invite, projects: [...invite.projects] })).rejects.toMatchObject({
    code: "project_archived",
  });
});
