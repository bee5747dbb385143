import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterAll(() => twin.stop());

test("a project is created, read, renamed and archived, each leaving its event", async () => {
  const { projects } = twin.admin;
  const made = await projects.create({ name: '顧客対応 / "bot" 🤖', residency: "JP_STORAGE" });
  expect(made).toMatchObject({
    object: "organization.project",
    status: "active",
    archived_at: null,
    residency: "JP_STORAGE",
  });
  expect(await projects.retrieve(made.id)).toEqual(made);
  expect(await projects.update(made.id, { name: "Übersetzung" })).toMatchObject({ name: "Übersetzung" });
  expect(await projects.archive(made.id)).toMatchObject({
    status: "archived",
    archived_at: expect.any(Number),
  });
  const events = await twin.sql("SELECT type FROM twin.events WHERE $1 = ANY(resource_ids) ORDER BY seq", [
    made.id,
  ]);
  expect(events.map(({ type }) => type)).toEqual(["project.created", "project.updated", "project.archived"]);
});

test("archived projects are listed only on request", async () => {
  const { id } = await twin.admin.projects.create({ name: "Short-lived" });
  await twin.admin.projects.archive(id);
  const [shown, all] = await Promise.all([
    twin.admin.projects.list({ limit: 100 }),
    twin.admin.projects.list({ limit: 100, include_archived: true }),
  ]);
  expect(shown.data.map((project) => project.id)).not.toContain(id);
  expect(all.data.map((project) => project.id)).toContain(id);
});

test("archiving is one-way", async () => {
  const { id } = await twin.admin.projects.create({ name: "Once" });
  await twin.admin.projects.archive(id);
  const refusal = {
    status: 400,
    code: "project_archived",
    error: { message: `Project '${id}' is archived. You can only update an active project.` },
  };
  await expect(twin.admin.projects.archive(id)).rejects.toMatchObject(refusal);
  await expect(twin.admin.projects.update(id, { name: "Again" })).rejects.toMatchObject(refusal);
});

test("the default project can be neither changed nor archived", async () => {
  const id = twin.organization.defaultProjectId;
  await expect(twin.admin.projects.update(id, { name: "Mine" })).rejects.toMatchObject({ status: 400 });
  await expect(twin.admin.projects.archive(id)).rejects.toMatchObject({ status: 400 });
});

test("a project needs a name, and an unknown one is a 404", async () => {
  await expect(twin.admin.projects.create({ name: "" })).rejects.toMatchObject({
    status: 400,
    param: "name",
    code: "empty_string",
  });
  await expect(twin.admin.projects.create({} as { name: string })).rejects.toMatchObject({
    code: "missing_required_parameter",
  });
  await expect(twin.admin.projects.retrieve("proj_a/b")).rejects.toMatchObject({
    status: 404,
    code: "not_found",
  });
});
