import { afterAll, beforeAll, expect, test } from "vitest";
import { sdkClient, startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterAll(() => twin.stop());

test("a created key authenticates until it is deleted, and its secret is shown once", async () => {
  const { value, ...created } = await twin.admin.adminAPIKeys.create({ name: "Metsuke" });
  expect(created).toMatchObject({ object: "organization.admin_api_key", name: "Metsuke", expires_at: null });
  const own = sdkClient(twin.url, value).admin.organization;
  expect((await own.users.list()).data).toHaveLength(1);
  const read = await twin.admin.adminAPIKeys.retrieve(created.id);
  expect(read).toMatchObject({ id: created.id, owner: { type: "user", role: "owner" } });
  expect(read.last_used_at).toBeGreaterThan(0);
  expect(JSON.stringify(read)).not.toContain(value);
  expect(await own.adminAPIKeys.delete(created.id)).toMatchObject({ id: created.id, deleted: true });
  await expect(own.users.list()).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
  await expect(twin.admin.adminAPIKeys.retrieve(created.id)).rejects.toMatchObject({ status: 404 });
  const { data } = await twin.admin.auditLogs.list({ tenant_only: true });
  expect(data.map(({ type }) => type)).toEqual([
    "tenant.admin_api_key.deleted",
    "tenant.admin_api_key.created",
  ]);
});

test("a key ends when its time is over", async () => {
  const { value, id, expires_at, created_at } = await twin.admin.adminAPIKeys.create({
    name: "Brief",
    expires_in_seconds: 3600,
  });
  expect(expires_at).toBe(created_at + 3600);
  await twin.sql("UPDATE twin.admin_keys SET expires_at = 1 WHERE id = $1", [id]);
  await expect(sdkClient(twin.url, value).admin.organization.users.list()).rejects.toMatchObject({
    status: 401,
  });
  for (const expires_in_seconds of [0, 31_536_001, 1.5]) {
    await expect(twin.admin.adminAPIKeys.create({ name: "Never", expires_in_seconds })).rejects.toMatchObject(
      { status: 400, param: "expires_in_seconds" },
    );
  }
  await expect(twin.admin.adminAPIKeys.create({ name: "" })).rejects.toMatchObject({ param: "name" });
});

test("keys are listed either way round, a page at a time", async () => {
  for (let index = 0; index < 4; index += 1) await twin.admin.adminAPIKeys.create({ name: `Key ${index}` });
  const names = async (order: "asc" | "desc", limit: number) => {
    const read: (string | null | undefined)[] = [];
    for await (const key of twin.admin.adminAPIKeys.list({ order, limit })) read.push(key.name);
    return read;
  };
  const upwards = await names("asc", 2);
  expect(upwards.slice(-4)).toEqual(["Key 0", "Key 1", "Key 2", "Key 3"]);
  expect(await names("desc", 3)).toEqual(upwards.toReversed());
});
