import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { exportEvents } from "#lib/audit-events/export.ts";
import { listEvents } from "#lib/audit-events/list.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { pool } from "#lib/db-writer.ts";
import type { Download } from "#lib/exports/open.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";
import { anEvent, anEventFact, auditEvents } from "#lib/testing/events.ts";
import { parseCsv } from "#lib/testing/parse-csv.ts";

type Options = {
  format?: "csv" | "jsonl";
  withMark?: boolean;
  params?: Record<string, string>;
  signal?: AbortSignal;
};

async function download(
  actor: Actor,
  { format = "csv", withMark = false, params = {}, signal }: Options = {},
) {
  const filter = parseAuditFilter(params);
  return exportEvents(actor, filter, { format, withMark }, signal ?? new AbortController().signal);
}

async function bytesOf({ body }: Download): Promise<Buffer> {
  return Buffer.from(await new Response(body).arrayBuffer());
}

async function rowsOf(actor: Actor, params: Record<string, string> = {}) {
  return parseCsv((await bytesOf(await download(actor, { params }))).toString());
}

async function linesOf(actor: Actor, params: Record<string, string> = {}): Promise<string[]> {
  const text = (await bytesOf(await download(actor, { format: "jsonl", params }))).toString();
  expect(text === "" || text.endsWith("\n")).toBe(true);
  return text.split("\n").slice(0, -1);
}

/** The latest word of the trail on this person's exports. */
async function lastEntry(actor: Actor) {
  return db.trailEntry.findFirst({
    where: { organizationId: actor.organization.id, actorId: actor.id, action: "audit.export" },
    orderBy: { id: "desc" },
  });
}

async function eventually(check: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await check();
    } catch (error) {
      if (attempt > 300) throw error;
      await sleep(50);
    }
  }
}

async function exportsRunning(): Promise<number> {
  const { rows } = await pool.query<{ running: number }>(
    "SELECT count(*)::int AS running FROM pg_stat_activity WHERE application_name = 'metsuke export' AND datname = current_database()",
  );
  return rows[0]?.running ?? 0;
}

/** An organization whose log of some 25 MB is more than every buffer on the way holds. */
let large: { id: string; slug: string };
beforeAll(async () => {
  large = await anOrganization();
  const filler = "x".repeat(100_000);
  await auditEvents(
    large,
    Array.from({ length: 250 }, () => anEventFact({ payload: { filler } })),
  );
});

async function anAuditorWithMuch(): Promise<Actor> {
  return anActor({ role: "auditor", organization: large });
}

test("both formats hold the events that the page shows, in its order", async () => {
  const actor = await anActor({ role: "auditor" });
  const stranger = await anActor({ role: "auditor" });
  await anEvent(stranger.organization, { type: "project.created" });
  await auditEvents(
    actor.organization,
    Array.from({ length: 60 }, (_, index) =>
      anEventFact({
        type: index % 3 ? "project.created" : "api_key.created",
        at: new Date(Date.UTC(2026, 0, 1, 0, index % 7)).toISOString(),
        actorEmail: index % 2 ? "o'hara@example.com" : "aiko@example.com",
      }),
    ),
  );
  for (const params of [
    {},
    { type: "project.*" },
    { actor: "o'hara@example.com", to: "2026-01-01T00:05" },
    { q: "none" },
  ]) {
    const shown = (await listEvents(actor, parseAuditFilter(params))).rows.map(({ id }) => id);
    expect((await rowsOf(actor, params)).map(({ id }) => id)).toEqual(shown);
    expect((await linesOf(actor, params)).map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(
      shown,
    );
  }
});

test("JSONL gives back each event as it came, whatever it holds", async () => {
  const actor = await anActor({ role: "auditor" });
  const odd = [
    {
      payload: {
        text: 'quote " backslash \\ newline \n tab \t NUL \0 unit \u001f lone \ud800 </script> 日本😀 \u2028',
      },
    },
    { payload: { text: "x".repeat(2_000_000) } },
    { raw: '{"a" : 1.0e400,"a":"\\u0000","n":12345678901234567890}' },
    { raw: '{"\\u007f":"\\x7f"}'.replace("\\x7f", "\x7f") },
  ];
  const events = odd.map((given, index) => anEventFact({ ...given, at: `2026-11-20T09:00:0${9 - index}Z` }));
  await auditEvents(actor.organization, events);
  expect(await linesOf(actor)).toEqual(events.map(({ raw }) => raw));
});

test("an event with line breaks between its tokens is still one line of JSONL", async () => {
  const actor = await anActor({ role: "auditor" });
  const pretty = JSON.stringify(
    { id: "a", text: "line\nbreak", filler: ["x".repeat(200_000), "y"] },
    null,
    "\r\n  ",
  );
  await auditEvents(actor.organization, [
    anEventFact({ raw: pretty, at: "2026-11-20T09:00:01Z" }),
    anEventFact({ raw: '{"id":"b"}' }),
  ]);
  const lines = await linesOf(actor);
  expect(lines).toHaveLength(2);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([JSON.parse(pretty), { id: "b" }]);
});

test("CSV survives separators, quotes and line breaks, and no cell can be taken for a formula", async () => {
  const actor = await anActor({ role: "auditor" });
  const starts = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"];
  for (const start of starts) await anEvent(actor.organization, { resourceId: `${start}cmd|' /C calc'!A0` });
  for (const plain of ["a=1", "'quoted'", 'say "hi", then\r\nleave', "日本😀", " leading", "/slash\\", ""])
    await anEvent(actor.organization, { resourceId: plain });

  const cells = (await rowsOf(actor)).map((row) => row["resource_id"]).toSorted();
  const expected = [
    ...starts.map((start) => `'${start}cmd|' /C calc'!A0`),
    ...["a=1", "'quoted'", 'say "hi", then\r\nleave', "日本😀", " leading", "/slash\\", ""],
  ];
  expect(cells).toEqual(expected.toSorted());
});

test("CSV names its columns, writes UTC times and marks itself for Excel only when asked", async () => {
  const actor = await anActor({ organization: await anOrganization({ timeZone: "Asia/Tokyo" }) });
  const event = await anEvent(actor.organization, {
    at: "2026-11-20T09:00:00Z",
    isTenant: true,
    ip: "2001:db8::1",
  });
  const plain = (await bytesOf(await download(actor))).toString();
  expect(plain.split("\n")[0]).toBe(
    "id,effective_at,type,is_tenant,actor_kind,actor_id,actor_email,actor_api_key_id,project_id,project_name,resource_id,ip,raw",
  );
  expect(parseCsv(plain)[0]).toMatchObject({
    id: event.id,
    effective_at: "2026-11-20 09:00:00+00",
    is_tenant: "true",
    ip: "2001:db8::1",
    raw: event.raw,
  });
  const marked = await bytesOf(await download(actor, { withMark: true }));
  expect(marked.toString()).toBe(`\ufeff${plain}`);
});

test("the file is named by organization and range", async () => {
  const actor = await anActor({ organization: await anOrganization({ slug: "acme-tokyo-1" }) });
  const params = { from: "2026-01-01", to: "2026-01-31T09:30" };
  const named = await download(actor, { format: "jsonl", params });
  expect(named.filename).toBe("acme-tokyo-1-audit-2026-01-01-to-2026-01-31T09-30.jsonl");
  expect(named.contentType).toContain("application/x-ndjson");
  const whole = await download(actor);
  expect(whole.filename).toBe("acme-tokyo-1-audit-all.csv");
  await Promise.all([named.body.cancel(), whole.body.cancel()]);
});

test("the trail says who exported what, how many rows and how it ended", async () => {
  const actor = await anActor({ role: "auditor" });
  await auditEvents(actor.organization, [anEventFact(), anEventFact({ type: "project.created" })]);
  const started = await download(actor, { params: { type: "project.*" } });
  expect(await lastEntry(actor)).toMatchObject({ outcome: "started", actorId: actor.id });
  const bytes = await bytesOf(started);
  expect(await lastEntry(actor)).toMatchObject({
    outcome: "succeeded",
    actorLabel: actor.label,
    input: { format: "csv", filter: { type: "project.*" } },
    after: { rows: 1, bytes: bytes.length },
  });
});

test.each(["viewer", "finance", "admin"] as const)(
  "a %s may not export, and nothing is on the trail",
  async (role) => {
    const actor = await anActor({ role });
    await expect(download(actor)).rejects.toMatchObject({ code: "forbidden" });
    expect(await lastEntry(actor)).toBeNull();
  },
);

test("a reader that leaves in the middle ends the query, and the trail says so", async () => {
  const actor = await anAuditorWithMuch();
  const { body } = await download(actor, { format: "jsonl" });
  const reader = body.getReader();
  await reader.read();
  expect(await exportsRunning()).toBeGreaterThan(0);
  await reader.cancel();
  await eventually(async () => expect(await exportsRunning()).toBe(0));
  await eventually(async () =>
    expect(await lastEntry(actor)).toMatchObject({
      outcome: "failed",
      error: "The reader left before the end.",
    }),
  );
});

test("a request that is aborted before its body is read ends the query too", async () => {
  const actor = await anAuditorWithMuch();
  const leaving = new AbortController();
  const { body } = await download(actor, { signal: leaving.signal });
  leaving.abort();
  await eventually(async () => expect(await exportsRunning()).toBe(0));
  await eventually(async () => expect(await lastEntry(actor)).toMatchObject({ outcome: "failed" }));
  await expect(new Response(body).arrayBuffer()).rejects.toThrow();
  await expect(download(actor, { signal: leaving.signal })).rejects.toThrow();
});

test("an export that Postgres breaks off fails, rather than ends as if it were complete", async () => {
  const actor = await anAuditorWithMuch();
  const { body } = await download(actor);
  const reader = body.getReader();
  await reader.read();
  await pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'metsuke export' AND datname = current_database()",
  );
  const readOn = async () => {
    while (!(await reader.read()).done);
  };
  await expect(readOn()).rejects.toThrow();
  await eventually(async () => expect(await lastEntry(actor)).toMatchObject({ outcome: "failed" }));
  await eventually(async () => expect(await exportsRunning()).toBe(0));
});

test("a slow reader makes Postgres wait instead of filling memory", async () => {
  const actor = await anAuditorWithMuch();
  const { body } = await download(actor, { format: "jsonl" });
  const reader = body.getReader();
  let taken = (await reader.read()).value?.length ?? 0;
  const waits = async () => {
    const { rows } = await pool.query<{ wait_event: string | null }>(
      "SELECT wait_event FROM pg_stat_activity WHERE application_name = 'metsuke export' AND datname = current_database()",
    );
    return rows.map((row) => row.wait_event);
  };
  // Most of the 25 MB is still with Postgres: once every buffer is full it waits for us to read on.
  await eventually(async () => expect(await waits()).toEqual(["ClientWrite"]));
  await sleep(500);
  const before = process.memoryUsage();
  await sleep(500);
  const after = process.memoryUsage();
  expect(await waits()).toEqual(["ClientWrite"]);
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(5_000_000);
  for (let next = await reader.read(); !next.done; next = await reader.read()) taken += next.value.length;
  expect(taken).toBeGreaterThan(25_000_000);
});

test("exports beyond what one process carries are turned away, and later ones run again", async () => {
  const actor = await anAuditorWithMuch();
  const open = await Promise.all(Array.from({ length: 8 }, () => download(actor)));
  await expect(download(actor)).rejects.toMatchObject({ code: "unavailable", key: "exportsBusy" });
  await Promise.all(open.map(({ body }) => body.cancel()));
  expect((await bytesOf(await download(actor))).length).toBeGreaterThan(25_000_000);
});
