import { expect, test, vi } from "vitest";
import { countEvents } from "#lib/audit-events/count.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import { pool, writer } from "#lib/db-writer.ts";
import { keptSince } from "#lib/retention/kept-since.ts";
import { listRetention } from "#lib/retention/list.ts";
import { updateRetention } from "#lib/retention/update.ts";
import { checkRollups } from "#lib/rollups/check.ts";
import { keptFrom } from "#lib/sync/retention/cutoff.ts";
import { pruneFacts } from "#lib/sync/retention/prune.ts";
import { listPartitions } from "#lib/sync/retention/partitions.ts";
import { anEventFact, auditEvents } from "#lib/testing/events.ts";
import { costFacts, usageFacts } from "#lib/testing/facts.ts";
import { anActor, anOrganization, trailOf } from "#lib/testing/factories.ts";

vi.setConfig({ testTimeout: 60_000 });

type Organization = { id: string; timeZone: string };

/** The first day of the month that lies so many months back, in UTC. */
function monthsAgo(months: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString().slice(0, 10);
}

async function fill(organization: Organization): Promise<void> {
  const at = (months: number, hour: string) => `${monthsAgo(months)}T${hour}:00:00Z`;
  await usageFacts(organization, [
    { at: at(20, "12"), project: "proj_old", requests: 1 },
    { at: at(13, "12"), project: "proj_new", requests: 2 },
    { at: at(0, "12"), project: "proj_new", requests: 4 },
  ]);
  await costFacts(organization, "project_line_item", [
    { on: monthsAgo(20), project: "proj_old", amount: "1" },
    { on: monthsAgo(13), project: "proj_new", amount: "2" },
  ]);
}

async function held(organization: { id: string }) {
  const { rows } = await pool.query<{ requests: number; daily: number; monthly: number; costs: string }>(
    `SELECT (SELECT sum(requests)::int FROM facts.usage WHERE organization_id = $1) AS requests,
       (SELECT sum(requests)::int FROM facts.usage_daily WHERE organization_id = $1 AND grain = 'full') AS daily,
       (SELECT sum(requests)::int FROM facts.usage_monthly WHERE organization_id = $1 AND grain = 'full') AS monthly,
       (SELECT sum(amount)::text FROM facts.costs WHERE organization_id = $1) AS costs`,
    [organization.id],
  );
  return rows[0];
}

const everything = { usage: "all", costs: "all", audit_events: "all" } as const;

test("what an organization no longer keeps goes, rollups too; another's stays, and pages can tell since when", async () => {
  const [mine, theirs] = [await anOrganization({ timeZone: "Asia/Tokyo" }), await anOrganization()];
  await fill(mine);
  await fill(theirs);
  const actor = await anActor({ organization: mine, role: "admin" });
  await updateRetention(actor, { ...everything, usage: "13" });
  expect(await keptSince(actor, "usage")).toBeNull();
  await pruneFacts();

  expect(await held(mine)).toEqual({ requests: 6, daily: 6, monthly: 6, costs: "3" });
  expect(await held(theirs)).toEqual({ requests: 7, daily: 7, monthly: 7, costs: "3" });
  expect(await checkRollups(mine.id)).toEqual([]);
  expect(await keptSince(actor, "usage")).toBe(monthsAgo(13));
  expect(await keptSince(actor, "costs")).toBeNull();
  expect(await trailOf(mine, "usage")).toEqual(["retention.prune started", "retention.prune succeeded"]);
  // Midnight in Tokyo.
  expect(await keptFrom(pool, mine.id, "usage")).toBe(Date.parse(`${monthsAgo(13)}T00:00:00+09:00`) / 1000);

  await pruneFacts();
  expect(await trailOf(mine, "usage")).toHaveLength(2);
});

test("a month that nobody keeps is dropped whole while somebody reads on, one that somebody keeps is not", async () => {
  await fill(await anOrganization());
  const month = `usage_${monthsAgo(20).slice(0, 7).replace("-", "_")}`;
  const names = async () => (await listPartitions("usage")).map(({ name }) => name);
  expect(await names()).toContain(month);

  const keepAll = (keepMonths: number | null) =>
    writer.$executeRaw`
      INSERT INTO retentions (organization_id, facts, keep_months)
      SELECT id, 'usage', ${keepMonths}::int FROM organizations
      ON CONFLICT (organization_id, facts) DO UPDATE SET keep_months = excluded.keep_months`;
  await keepAll(13);
  const keeper = await anOrganization();
  expect((await pruneFacts()).dropped).not.toContain(month);

  await writer.organization.delete({ where: { id: keeper.id } });
  const reader = await pool.connect();
  await reader.query("BEGIN");
  const reading = reader.query("SELECT count(*) FROM facts.usage").then(() => reader.query("COMMIT"));
  const { dropped } = await pruneFacts();
  await reading;
  reader.release();
  expect(dropped).toContain(month);
  expect(await names()).not.toContain(month);
  await keepAll(null);
});

test("months are made once, whoever asks at the same time and whoever reads meanwhile", async () => {
  const reader = await pool.connect();
  await reader.query("BEGIN");
  await reader.query("SELECT count(*) FROM facts.usage");
  try {
    const make = () => pool.query("SELECT facts.ensure_months('usage', '2001-01-01', '2001-06-30')");
    await Promise.all([make(), make(), make(), make(), make()]);
    const made = (await listPartitions("usage")).filter(({ month }) => month.startsWith("2001"));
    expect(made.map(({ detached }) => detached)).toEqual(Array(6).fill("no"));
  } finally {
    await reader.query("ROLLBACK");
    reader.release();
  }
  const { rows } = await pool.query<{ indexes: number }>(
    "SELECT count(*)::int AS indexes FROM pg_indexes WHERE schemaname = 'facts' AND tablename = 'usage_2001_03'",
  );
  expect(rows[0]?.indexes).toBeGreaterThan(0);
});

test("how long data is kept is read by everyone and set by those who may change the organization", async () => {
  const viewer = await anActor({ role: "viewer" });
  expect((await listRetention(viewer)).map(({ facts, keep }) => [facts, keep])).toEqual(
    Object.entries(everything),
  );
  await expect(updateRetention(viewer, { ...everything, costs: "13" })).rejects.toMatchObject({
    code: "forbidden",
  });

  const admin = await anActor({ role: "admin" });
  await updateRetention(admin, { ...everything, costs: "24" });
  expect((await listRetention(admin)).find(({ facts }) => facts === "costs")?.keep).toBe("24");
  expect(await trailOf(admin.organization, admin.organization.id)).toEqual(["retention.update succeeded"]);
});

test("what only events had in common that are no longer kept goes with them, another's stays", async () => {
  const [mine, theirs] = [await anOrganization(), await anOrganization()];
  const old = anEventFact({
    at: `${monthsAgo(20)}T12:00:00Z`,
    actorId: "user-old",
    actorEmail: "old@example.com",
  });
  const edge = anEventFact({
    at: `${monthsAgo(13)}T00:00:00Z`,
    actorId: "user-edge",
    actorEmail: "e@example.com",
  });
  for (const organization of [mine, theirs]) await auditEvents(organization, [old, edge]);
  const actor = await anActor({ organization: mine, role: "admin" });
  await updateRetention(actor, { ...everything, audit_events: "13" });
  await pruneFacts();

  const people = async ({ id }: { id: string }) => {
    const { rows } = await pool.query<{ value: string }>(
      "SELECT DISTINCT value FROM facts.audit_values WHERE organization_id = $1 AND found_by = 'actor_id' ORDER BY 1",
      [id],
    );
    return rows.map(({ value }) => value);
  };
  expect(await people(mine)).toEqual(["user-edge"]);
  expect(await people(theirs)).toEqual(["user-edge", "user-old"]);
  const found = async (q: string) => (await countEvents(actor, parseAuditFilter({ q }))).count;
  expect([await found("old@example.com"), await found("e@example.com")]).toEqual([0, 1]);
});
