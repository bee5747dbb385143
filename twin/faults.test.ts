import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
beforeAll(async () => {
  twin = await startTestTwin();
  for (let index = 0; index < 5; index += 1) await twin.admin.projects.create({ name: `Project ${index}` });
});
afterEach(() => twin.setFaults([]));
afterAll(() => twin.stop());

const headers = { authorization: "Bearer sk-admin-twin" };

test("the limiter counts by endpoint template and says nothing of when to come back", async () => {
  twin.setFaults([{ kind: "rateLimit", on: "GET /organization/projects*", perMinute: 2 }]);
  const { data } = await twin.admin.projects.list();
  await twin.admin.projects.list();
  const refused = await fetch(`${twin.url}/organization/projects`, { headers });
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBeNull();
  expect(await refused.json()).toMatchObject({
    error: { message: "You're making too many requests, please slow down." },
  });
  await twin.admin.projects.retrieve(data[0]?.id ?? "");
  await twin.admin.projects.retrieve(data[1]?.id ?? "");
  await expect(twin.admin.projects.retrieve(data[2]?.id ?? "")).rejects.toMatchObject({ status: 429 });
  await expect(twin.admin.users.list()).resolves.toBeDefined();
});

test("a limiter's window passes, and Retry-After is there when asked for", async () => {
  twin.setFaults([{ kind: "rateLimit", perMinute: 1, windowMs: 5000, retryAfterSeconds: 3 }]);
  await twin.admin.users.list();
  const refused = await fetch(`${twin.url}/organization/users`, { headers });
  expect(refused.headers.get("retry-after")).toBe("3");
  await expect
    .poll(
      () =>
        twin.admin.users.list().then(
          () => "served",
          () => "refused",
        ),
      { timeout: 30_000, interval: 200 },
    )
    .toBe("served");
});

test("errors strike at their rate, and the SDK's retries get past some", async () => {
  twin.setFaults([{ kind: "serverError", on: "GET /organization/users", times: 2, status: 503 }]);
  await expect(twin.admin.users.list()).rejects.toMatchObject({ status: 503 });
  await expect(twin.client.admin.organization.users.list({}, { maxRetries: 2 })).resolves.toBeDefined();
  twin.setFaults([{ kind: "serverError", rate: 0.5 }]);
  const statuses = await Promise.all(
    Array.from({ length: 40 }, () =>
      fetch(`${twin.url}/organization/users`, { headers }).then((response) => response.status),
    ),
  );
  const failed = statuses.filter((status) => status === 500).length;
  expect(failed).toBeGreaterThan(5);
  expect(failed).toBeLessThan(35);
});

test("connections are cut before or in the middle of an answer", async () => {
  twin.setFaults([{ kind: "cut", times: 1 }]);
  await expect(fetch(`${twin.url}/organization/users`, { headers })).rejects.toThrow();
  twin.setFaults([{ kind: "cut", times: 1, at: "half" }]);
  const response = await fetch(`${twin.url}/organization/users`, { headers });
  await expect(response.text()).rejects.toThrow();
  await expect(twin.admin.users.list()).resolves.toBeDefined();
});

test("a change can take effect though its answer is lost", async () => {
  twin.setFaults([{ kind: "cut", on: "POST /organization/projects", at: "afterChange" }]);
  await expect(twin.admin.projects.create({ name: "Lost answer" })).rejects.toThrow();
  const { data } = await twin.admin.projects.list({ limit: 100 });
  expect(data.map(({ name }) => name)).toContain("Lost answer");
});

test("answers can be malformed, and late", async () => {
  twin.setFaults([{ kind: "malformed", times: 1 }]);
  await expect(twin.admin.users.list()).rejects.toThrow();
  twin.setFaults([{ kind: "delay", ms: 120 }]);
  const startedAt = performance.now();
  await twin.admin.users.list();
  expect(performance.now() - startedAt).toBeGreaterThan(100);
});

test("a cursor can repeat and a page can be empty though it says there is more", async () => {
  const first = await twin.admin.projects.list({ limit: 2 });
  const after = first.data.at(-1)?.id ?? "";
  twin.setFaults([{ kind: "repeatCursor" }]);
  const again = await twin.admin.projects.list({ limit: 2, after });
  expect(again.data).toEqual(first.data);
  twin.setFaults([{ kind: "emptyPage", times: 1 }]);
  const response = await fetch(`${twin.url}/organization/projects?limit=2&after=${after}`, { headers });
  expect(await response.json()).toEqual({
    object: "list",
    data: [],
    first_id: null,
    last_id: after,
    has_more: true,
  });
  const start_time = Math.floor(Date.now() / 1000) - 86_400 * 20;
  twin.setFaults([{ kind: "emptyPage", on: "GET /organization/costs", times: 1 }]);
  expect(await twin.admin.usage.costs({ start_time })).toMatchObject({
    data: [],
    has_more: true,
    next_page: null,
  });
});

test("archiving can report failure and still archive", async () => {
  const { id } = await twin.admin.projects.create({ name: "Stubborn" });
  twin.setFaults([{ kind: "archiveFails", times: 1 }]);
  await expect(twin.admin.projects.archive(id)).rejects.toMatchObject({
    status: 400,
    code: "project_archived",
  });
  expect(await twin.admin.projects.retrieve(id)).toMatchObject({ status: "archived" });
  const other = await twin.admin.projects.create({ name: "Stubborn too" });
  twin.setFaults([{ kind: "archiveFails", status: 502 }]);
  await expect(twin.admin.projects.archive(other.id)).rejects.toMatchObject({ status: 502 });
  expect(await twin.admin.projects.retrieve(other.id)).toMatchObject({ status: "archived" });
});

test("a key can lack a scope for some endpoints", async () => {
  twin.setFaults([
    { kind: "missingScope", on: "GET /organization/audit_logs", scope: "api.audit_logs.read" },
  ]);
  await expect(twin.admin.auditLogs.list()).rejects.toThrow("Missing scopes: api.audit_logs.read.");
  await expect(twin.admin.users.list()).resolves.toBeDefined();
});

test("faults are set, seen and cleared over HTTP", async () => {
  const address = `${twin.adminUrl}/faults`;
  const post = (body: unknown) => fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
  expect((await post({ faults: [{ kind: "serverError" }] })).status).toBe(200);
  await expect(twin.admin.users.list()).rejects.toMatchObject({ status: 500 });
  expect(await (await fetch(address, { headers })).json()).toMatchObject({
    faults: [{ hits: 1, fault: { kind: "serverError" } }],
  });
  expect((await post({ faults: [{ kind: "earthquake" }] })).status).toBe(400);
  await fetch(address, { method: "DELETE", headers });
  await expect(twin.admin.users.list()).resolves.toBeDefined();
  const requests = (await (await fetch(`${twin.adminUrl}/requests`, { headers })).json()) as Record<
    string,
    number
  >;
  expect(requests["GET /organization/users"]).toBeGreaterThan(1);
});
