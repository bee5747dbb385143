import type { ProjectRateLimit } from "openai/resources/admin/organization/projects/rate-limits";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
let project_id: string;
beforeAll(async () => {
  twin = await startTestTwin();
  project_id = (await twin.admin.projects.create({ name: "Limited" })).id;
});
afterAll(() => twin.stop());

async function all(limit?: number): Promise<ProjectRateLimit[]> {
  const read: ProjectRateLimit[] = [];
  const query = limit === undefined ? {} : { limit };
  for await (const row of twin.admin.projects.rateLimits.listRateLimits(project_id, query)) read.push(row);
  return read;
}

test("every model has a row, families and snapshots alike, whatever the size of a page", async () => {
  const whole = await all();
  expect(whole.map(({ model }) => model)).toEqual(expect.arrayContaining(["gpt-5", "gpt-5-2025-08-07"]));
  expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
  expect(whole[0]).toMatchObject({ object: "project.rate_limit", id: `rl-${String(whole[0]?.model)}` });
  for (const limit of [1, 7, 100]) expect(await all(limit)).toEqual(whole);
  const before = await twin.admin.projects.rateLimits.listRateLimits(project_id, {
    before: whole[5]?.id ?? "",
    limit: 2,
  });
  expect(before.data).toEqual(whole.slice(3, 5));
  for (const limit of [0, 101]) {
    await expect(twin.admin.projects.rateLimits.listRateLimits(project_id, { limit })).rejects.toMatchObject({
      status: 400,
      param: "limit",
    });
  }
});

test("an update changes what it names and no other project, and leaves its event", async () => {
  const { rateLimits } = twin.admin.projects;
  const changed = await rateLimits.updateRateLimit("rl-gpt-5", { project_id, max_requests_per_1_minute: 60 });
  expect(changed).toMatchObject({
    id: "rl-gpt-5",
    max_requests_per_1_minute: 60,
    max_tokens_per_1_minute: 40_000_000,
  });
  await rateLimits.updateRateLimit("rl-gpt-5", { project_id, max_tokens_per_1_minute: 5 });
  expect((await all()).find(({ id }) => id === "rl-gpt-5")).toMatchObject({
    max_requests_per_1_minute: 60,
    max_tokens_per_1_minute: 5,
  });
  const other = await rateLimits.listRateLimits(twin.organization.defaultProjectId);
  expect(other.data.find(({ id }) => id === "rl-gpt-5")).toMatchObject({ max_requests_per_1_minute: 15_000 });
  const { data } = await twin.admin.auditLogs.list({ event_types: ["rate_limit.updated"] });
  expect(data[1]?.["rate_limit.updated"]).toEqual({
    id: "rl-gpt-5",
    changes_requested: { max_requests_per_1_minute: 60 },
  });
});

test("more than the organization has, limits of other models and unknown rows are refused", async () => {
  const { rateLimits } = twin.admin.projects;
  const update = (id: string, body: object) => rateLimits.updateRateLimit(id, { project_id, ...body });
  await expect(update("rl-gpt-5", { max_requests_per_1_minute: 15_001 })).rejects.toMatchObject({
    status: 400,
    param: "max_requests_per_1_minute",
  });
  await expect(update("rl-gpt-5", { max_images_per_1_minute: 1 })).rejects.toMatchObject({ status: 400 });
  await expect(update("rl-gpt-5", { max_requests_per_1_minute: -1 })).rejects.toMatchObject({ status: 400 });
  await expect(update("rl-gpt-5", {})).rejects.toMatchObject({ status: 400 });
  await expect(update("rl-nothing", { max_requests_per_1_minute: 1 })).rejects.toMatchObject({ status: 404 });
  const { id } = await twin.admin.projects.create({ name: "Gone" });
  await twin.admin.projects.archive(id);
  await expect(
    rateLimits.updateRateLimit("rl-gpt-5", { project_id: id, max_requests_per_1_minute: 1 }),
  ).rejects.toMatchObject({ status: 400, code: "project_archived" });
});
