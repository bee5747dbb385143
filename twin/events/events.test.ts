import type { AuditLogListParams } from "openai/resources/admin/organization/audit-logs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestTwin } from "#twin/testing/twin.ts";
import type { TestTwin } from "#twin/testing/twin.ts";

let twin: TestTwin;
let ids: string[];
beforeAll(async () => {
  twin = await startTestTwin();
  for (let index = 0; index < 7; index += 1) await twin.admin.projects.create({ name: `Project ${index}` });
  await twin.sql("UPDATE twin.events SET effective_at = 1760000000 + (seq / 3)");
  const rows = await twin.sql("SELECT id FROM twin.events ORDER BY effective_at DESC, seq DESC");
  ids = rows.map(({ id }) => String(id));
});
afterAll(() => twin.stop());

test("events are newest first and paged once each, ties included, at any limit", async () => {
  for (const limit of [1, 2, 3, 100]) {
    const seen: string[] = [];
    for await (const event of twin.admin.auditLogs.list({ limit })) seen.push(event.id);
    expect(seen).toEqual(ids);
  }
});

test("a span of time and a cursor narrow together, whichever is the tighter", async () => {
  const at = (
    await twin.sql("SELECT effective_at::int AS at FROM twin.events ORDER BY effective_at DESC, seq DESC")
  ).map((row) => Number(row.at));
  const times = [...new Set(at)].flatMap((time) => [time - 1, time, time + 1]);
  const names = ["lt", "lte", "gt", "gte"] as const;
  const holds = {
    lt: (a: number, b: number) => a < b,
    lte: (a: number, b: number) => a <= b,
    gt: (a: number, b: number) => a > b,
    gte: (a: number, b: number) => a >= b,
  };
  for (const name of names) {
    for (const time of times) {
      for (const [cursor, place] of [
        ["after", 0],
        ["after", 4],
        ["before", 2],
        ["before", ids.length - 1],
      ] as const) {
        const page = await twin.admin.auditLogs.list({
          limit: 100,
          effective_at: { [name]: time },
          [cursor]: ids[place] ?? "",
        });
        const beyond = ids.filter((id, index) => (cursor === "after" ? index > place : index < place));
        const expected = beyond.filter((id) => holds[name](at[ids.indexOf(id)] ?? 0, time));
        expect(page.data.map(({ id }) => id)).toEqual(expected);
      }
    }
  }
});

test("before gives the page just before an event", async () => {
  const page = await twin.admin.auditLogs.list({ before: ids[4] ?? "", limit: 2 });
  expect(page.data.map(({ id }) => id)).toEqual(ids.slice(2, 4));
  expect(page.has_more).toBe(true);
});

test("an event carries its payload under its type, its actor and the default project", async () => {
  const [event] = (await twin.admin.auditLogs.list({ limit: 1 })).data;
  expect(event).toMatchObject({
    object: "organization.audit_log",
    type: "project.created",
    project: { id: twin.organization.defaultProjectId, name: "Default project" },
    actor: { type: "api_key", api_key: { type: "user", user: { email: "owner@example.com" } } },
  });
  expect(event?.["project.created"]?.data).toEqual({ name: "Project 6", title: "Project 6" });
});

test("filters narrow by time, type, actor, email, project and resource", async () => {
  const count = async (query: AuditLogListParams) =>
    (await twin.admin.auditLogs.list({ limit: 100, ...query })).data.length;
  const [newest] = (await twin.admin.auditLogs.list({ limit: 1 })).data;
  expect(await count({ effective_at: { gte: 1760000001, lt: 1760000002 } })).toBe(3);
  expect(await count({ effective_at: { gt: 1760000001, lte: 1760000002 } })).toBe(2);
  expect(await count({ event_types: ["project.created"] })).toBe(7);
  expect(await count({ event_types: ["project.archived"] })).toBe(0);
  expect(await count({ actor_emails: ["Owner@example.com"] })).toBe(7);
  expect(await count({ actor_ids: [newest?.actor?.api_key?.id ?? ""] })).toBe(7);
  expect(await count({ actor_ids: ["user-nobody"] })).toBe(0);
  expect(await count({ project_ids: [twin.organization.defaultProjectId] })).toBe(7);
  expect(await count({ resource_ids: [newest?.["project.created"]?.id ?? ""] })).toBe(1);
});

test("tenant events are apart, and their types must be asked for as such", async () => {
  const { auditLogs } = twin.admin;
  expect((await auditLogs.list({ tenant_only: true })).data).toEqual([]);
  await expect(auditLogs.list({ event_types: ["tenant.user.added"] })).rejects.toMatchObject({
    status: 400,
    param: "event_types",
  });
  await expect(auditLogs.list({ event_types: ["project.created"], tenant_only: true })).rejects.toMatchObject(
    { status: 400 },
  );
  await expect(auditLogs.list({ limit: 101 })).rejects.toMatchObject({ status: 400, param: "limit" });
  await expect(auditLogs.list({ after: "audit_log-none" })).rejects.toMatchObject({
    status: 400,
    param: "after",
  });
});

test("events of unknown types, huge ones and those without an actor can be put in", async () => {
  const blob = "x".repeat(2_000_000);
  const body = {
    type: "robot.rebelled",
    effective_at: 1_750_000_000,
    payload: { id: "robot/1", blob, nested: { "a.b": 1 } },
  };
  const response = await fetch(`${twin.adminUrl}/events`, {
    method: "POST",
    headers: { authorization: "Bearer sk-admin-twin" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  const { data } = await twin.admin.auditLogs.list({ effective_at: { lte: 1_750_000_000 } });
  expect(data).toMatchObject([{ type: "robot.rebelled", actor: null, "robot.rebelled": body.payload }]);
});
