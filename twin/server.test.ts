import { afterAll, beforeAll, expect, test } from "vitest";
import { sdkClient, startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";
import { startTwin } from "#twin/server.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
});
afterAll(() => twin.stop());

const bearer = { authorization: "Bearer sk-admin-twin" };

test("health needs no key", async () => {
  const response = await fetch(new URL("/healthz", twin.url));
  expect(response.status).toBe(200);
});

test("a wrong key is refused in the API's words, with a request id", async () => {
  const refusal = sdkClient(twin.url, "sk-admin-wrong-key-0000000").admin.organization.users.list();
  await expect(refusal).rejects.toMatchObject({
    status: 401,
    code: "invalid_api_key",
    type: "invalid_request_error",
    requestID: expect.stringMatching(/^req_[0-9a-f]{32}$/),
  });
});

test("a missing key and an unknown address are refused in the error shape", async () => {
  expect((await fetch(`${twin.url}/organization/users`)).status).toBe(401);
  const unknown = await fetch(`${twin.url}/organization/nothing`, { headers: bearer });
  expect(unknown.status).toBe(404);
  expect(await unknown.json()).toEqual({
    error: {
      message: "Invalid URL (GET /v1/organization/nothing)",
      type: "invalid_request_error",
      param: null,
      code: null,
    },
  });
});

test("a body that is not JSON is a 400, not a crash", async () => {
  const response = await fetch(`${twin.url}/organization/projects`, {
    method: "POST",
    headers: bearer,
    body: "{nope",
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error" } });
});

test("what was written survives a restart on the same database", async () => {
  const project = await twin.admin.projects.create({ name: "Durable" });
  const second = await startTwin({ port: 0, databaseUrl: twin.databaseUrl });
  const found = await sdkClient(second.url).admin.organization.projects.retrieve(project.id);
  await second.close();
  expect(found).toEqual(project);
});

test("totals count what lives", async () => {
  const response = await fetch(`${twin.adminUrl}/totals`, { headers: bearer });
  expect(await response.json()).toMatchObject({ users: 1, costs: { rows: 0, amount: "0" } });
  expect((await fetch(`${twin.adminUrl}/totals`)).status).toBe(401);
});

test("a null character is refused, in a name and in an address", async () => {
  await expect(twin.admin.projects.create({ name: "a\u0000b" })).rejects.toMatchObject({ status: 400 });
  await expect(twin.admin.users.retrieve("user-\u0000")).rejects.toMatchObject({ status: 400 });
});

test("a database that holds one seed refuses another", async () => {
  const other = startTwin({ port: 0, databaseUrl: twin.databaseUrl, seed: "small" });
  await expect(other).rejects.toThrow("holds an organization of the seed none");
});

test("two twins may lay the same database at once", async () => {
  await twin.sql("DROP SCHEMA IF EXISTS twin CASCADE");
  const options = { port: 0, databaseUrl: twin.databaseUrl };
  const both = await Promise.all([startTwin(options), startTwin(options)]);
  expect(both[0].organization).toEqual(both[1].organization);
  for (const running of both) await running.close();
});

test("a Postgres that drops every connection costs some requests and nothing more", async () => {
  const other = await startTestTwin();
  const kill =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
  const calls = Array.from({ length: 30 }, (_, index) =>
    other.admin.projects.create({ name: `Project ${index}` }),
  );
  const killed = other.sql(kill);
  const outcomes = await Promise.allSettled(calls);
  await killed;
  const made = outcomes.filter(({ status }) => status === "fulfilled").length;
  const { projects, events } = await other.totals();
  expect(projects).toBeGreaterThanOrEqual(made + 1);
  expect(events).toBe(projects - 1);
  const isServed = () =>
    other.admin.users.list().then(
      () => true,
      () => false,
    );
  await expect.poll(isServed).toBe(true);
  await other.stop();
});
