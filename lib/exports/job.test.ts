import { createHash } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { listEvents } from "#lib/audit-events/list.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import { pauseJob } from "#lib/background-jobs/pause.ts";
import { resumeJob } from "#lib/background-jobs/resume.ts";
import { db } from "#lib/db.ts";
import { pool, writer } from "#lib/db-writer.ts";
import { ExportResult } from "#lib/exports/result.ts";
import { setNames } from "#lib/exports/set-names.ts";
import { closeQueue } from "#lib/jobs/queue.ts";
import { anExport, fileOf, inMidJob, workOn } from "#lib/testing/exports.ts";
import { anActor, aMember, anOrganization, trailOf } from "#lib/testing/factories.ts";
import { anEvent, anEventFact, auditEvents } from "#lib/testing/events.ts";
import { usageFacts } from "#lib/testing/facts.ts";
import { parseCsv } from "#lib/testing/parse-csv.ts";

afterAll(() => closeQueue());

/** More than the first pieces hold, many of one second. */
async function manyEvents(organization: { id: string }, count = 13_000) {
  const facts = Array.from({ length: count }, (_, index) =>
    anEventFact({ at: new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 7) * 1000).toISOString() }),
  );
  await auditEvents(organization, facts);
  return facts;
}

async function idsIn(id: string): Promise<string[]> {
  return parseCsv((await fileOf(id, "audit_events")).toString()).map((row) => row["id"] ?? "");
}

async function idsInOrder(organization: { id: string }): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM facts.audit_events WHERE organization_id = $1 ORDER BY effective_at DESC, id DESC",
    [organization.id],
  );
  return rows.map(({ id }) => id);
}

test("an export in many pieces holds every row once, in the page's order, and says how many", async () => {
  const actor = await anActor({ role: "auditor" });
  await manyEvents(actor.organization);
  await anEvent(await anOrganization());
  const id = await anExport(actor, { sets: "audit_events" });
  const { outcome, job } = await workOn(id);
  expect(outcome).toBe("over");
  expect(job).toMatchObject({ state: "done", progressDone: 13_000n, progressTotal: 13_000n });

  const bytes = await fileOf(id, "audit_events");
  const [file] = ExportResult.parse(job.result).files;
  expect(file?.pieces.length).toBeGreaterThan(1);
  expect(file).toMatchObject({
    rows: 13_000,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    name: `${actor.organization.slug}-audit_events.csv`,
  });
  expect(await idsIn(id)).toEqual(await idsInOrder(actor.organization));
  expect(await trailOf(actor.organization, id)).toEqual(["job.ask succeeded", "job.finish succeeded"]);
});

test("every set can be exported in both formats, packed or not, and agrees with itself", async () => {
  const actor = await anActor({ organization: await anOrganization({ timeZone: "Asia/Tokyo" }) });
  const { organization } = actor;
  await manyEvents(organization, 20);
  await aMember(organization, { name: '=HYPERLINK("x")' });
  await aMember(organization, { deletedAt: new Date() });
  await usageFacts(organization, [
    { at: "2026-03-01T00:00:00Z", model: "gpt-5", requests: 3, input: "9007199254740993" },
  ]);
  const csv = await anExport(actor, { sets: setNames.join(",") });
  const jsonl = await anExport(actor, { sets: setNames.join(","), format: "jsonl", gzip: "1" });
  for (const id of [csv, jsonl]) expect((await workOn(id)).job.state).toBe("done");
  for (const set of setNames) {
    const rows = parseCsv((await fileOf(csv, set)).toString());
    const lines = (await fileOf(jsonl, set)).toString().split("\n").slice(0, -1);
    // The second export's own entries are on the trail by then.
    if (set !== "trail") expect(lines, set).toHaveLength(rows.length);
    for (const line of lines) JSON.parse(line);
  }
  const [member] = parseCsv((await fileOf(csv, "members")).toString());
  expect(member).toMatchObject({ name: `'=HYPERLINK("x")`, removed_at: "" });
  const [hour] = (await fileOf(jsonl, "usage_hourly")).toString().split("\n");
  expect(hour).toContain('"input_tokens":9007199254740993');
  expect(parseCsv((await fileOf(csv, "usage_daily")).toString())).toMatchObject([
    { day: "2026-03-01", model: "gpt-5", requests: "3", input_tokens: "9007199254740993" },
  ]);
});

test("usage of several kinds, more than one piece of each, holds every row once, kind by kind", async () => {
  const actor = await anActor({ role: "viewer" });
  await pool.query("SELECT facts.ensure_months('usage', '2026-01-01', '2026-03-31')");
  await pool.query(
    `INSERT INTO facts.usage (organization_id, bucket_at, kind, project_id)
     SELECT $1, timestamptz '2026-01-01' + n % 2000 * interval '1 hour', 'kind_' || chr(97 + n % 3), n FROM generate_series(1, 24000) AS n`,
    [actor.organization.id],
  );
  const id = await anExport(actor, { sets: "usage_hourly" });
  await workOn(id);
  const rows = parseCsv((await fileOf(id, "usage_hourly")).toString());
  expect(rows).toHaveLength(24_000);
  expect(new Set(rows.map((row) => row["project_id"])).size).toBe(24_000);
  const order = rows.map((row) => `${row["kind"]} ${row["hour"]}`);
  expect(order).toEqual(order.toSorted());

  const one = await anExport(actor, {
    sets: "usage_hourly",
    kinds: "kind_b",
    from: "2026-01-02",
    through: "2026-01-03",
  });
  await workOn(one);
  const some = parseCsv((await fileOf(one, "usage_hourly")).toString());
  expect(some).toHaveLength(
    rows.filter((row) => row["kind"] === "kind_b" && /^2026-01-0[23]/.test(row["hour"] ?? "")).length,
  );
  expect(some.length).toBeGreaterThan(0);
});

test("JSONL holds each event as it came", async () => {
  const actor = await anActor();
  const raw = '{"a" : 1.0e400,"b":"\\u0000 \\\\ quote \\" 日本😀","n":12345678901234567890}';
  const facts = [anEventFact({ raw }), anEventFact({ payload: { text: "x".repeat(2_000_000) } })];
  await auditEvents(actor.organization, facts);
  const id = await anExport(actor, { sets: "audit_events", format: "jsonl" });
  await workOn(id);
  const lines = (await fileOf(id, "audit_events")).toString().split("\n").slice(0, -1);
  expect(lines.toSorted()).toEqual(facts.map((fact) => fact.raw).toSorted());
});

test("a filter of the audit log exports what the page shows for it", async () => {
  const actor = await anActor({ role: "auditor" });
  await auditEvents(actor.organization, [
    anEventFact({ type: "project.created", at: "2026-02-01T00:00:00Z" }),
    anEventFact({ type: "project.created", at: "2026-02-03T00:00:00Z" }),
    anEventFact({ type: "login.failed", at: "2026-02-01T00:00:00Z" }),
  ]);
  const params = { type: "project.*", to: "2026-02-02" };
  const id = await anExport(actor, { sets: "audit_events", audit: new URLSearchParams(params).toString() });
  await workOn(id);
  const shown = await listEvents(actor, parseAuditFilter(params));
  expect(await idsIn(id)).toEqual(shown.rows.map((row) => row.id));
  expect(shown.rows).toHaveLength(1);
});

test("a text is looked for in the file as in the list, in what is an event's own and in what it shares", async () => {
  const actor = await anActor({ role: "auditor" });
  const wanted = { actorId: "user-1", actorEmail: "mei@example.com" };
  await auditEvents(actor.organization, [
    anEventFact({ ...wanted, at: "2026-02-01T00:00:00Z" }),
    anEventFact({ at: "2026-02-02T00:00:00Z", actorId: "user-2", actorEmail: "jo@example.com" }),
    anEventFact({ at: "2026-02-03T00:00:00Z", payload: { note: "Mei@Example.com" } }),
  ]);
  const params = { q: "mei@example" };
  const id = await anExport(actor, { sets: "audit_events", audit: new URLSearchParams(params).toString() });
  await workOn(id);
  const shown = await listEvents(actor, parseAuditFilter(params));
  expect(await idsIn(id)).toEqual(shown.rows.map((row) => row.id));
  expect(shown.rows).toHaveLength(2);
});

test("events that arrive while it runs, and after it was interrupted, are not in the file", async () => {
  const actor = await anActor();
  await manyEvents(actor.organization);
  const before = await idsInOrder(actor.organization);
  const id = await anExport(actor, { sets: "audit_events" });
  const working = workOn(id);
  await expect
    .poll(async () => (await db.backgroundJob.findUnique({ where: { id } }))?.progressDone, {
      interval: 5,
      timeout: 30_000,
    })
    .toBeGreaterThan(0n);
  await inMidJob(id, () => pauseJob(actor, { jobId: id }));
  await anEvent(actor.organization, { at: "2026-01-01T00:00:00Z", id: "audit_log-late" });
  expect((await working).job.state).toBe("paused");
  await resumeJob(actor, { jobId: id });
  await anEvent(actor.organization, { at: "2025-12-31T00:00:00Z", id: "audit_log-later" });
  expect((await workOn(id)).job.state).toBe("done");
  expect(await idsIn(id)).toEqual(before);
});

test("two people who export the same at once get the same bytes, each their own", async () => {
  const first = await anActor({ role: "auditor" });
  const second = await anActor({ role: "owner", organization: first.organization });
  await manyEvents(first.organization, 7_000);
  const ids = [
    await anExport(first, { sets: "audit_events" }),
    await anExport(second, { sets: "audit_events" }),
  ] as const;
  const ended = await Promise.all(ids.map((id) => workOn(id)));
  expect(ended.map(({ job }) => job.state)).toEqual(["done", "done"]);
  const [one, other] = await Promise.all(ids.map((id) => fileOf(id, "audit_events")));
  expect(one?.length).toBeGreaterThan(1_000_000);
  expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true);
});

test("an export ends when whoever asked may no longer read it", async () => {
  const actor = await anActor({ role: "auditor" });
  const id = await anExport(actor, { sets: "audit_events,members" });
  await writer.grant.updateMany({ where: { userId: actor.id }, data: { role: "viewer" } });
  expect((await workOn(id)).job).toMatchObject({ state: "failed", lastErrorCode: "permissionLost" });
});

test.each([
  ["viewer", "costs"],
  ["viewer", "keys"],
  ["finance", "trail"],
  ["admin", "audit_events"],
] as const)("a %s may not export %s, and nothing is left behind", async (role, sets) => {
  const actor = await anActor({ role });
  await expect(anExport(actor, { sets: `members,${sets}` })).rejects.toMatchObject({ code: "forbidden" });
  expect(await db.backgroundJob.count({ where: { organizationId: actor.organization.id } })).toBe(0);
});
