import { expect, test } from "vitest";
import { countEvents } from "#lib/audit-events/count.ts";
import { exportEvents } from "#lib/audit-events/export.ts";
import { listFacets } from "#lib/audit-events/facets.ts";
import { getEvent } from "#lib/audit-events/get.ts";
import { listEvents } from "#lib/audit-events/list.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { exportCostRows, exportCosts } from "#lib/costs/export.ts";
import type { CostQuery } from "#lib/costs/filters.ts";
import { costDimensions } from "#lib/costs/groupings.ts";
import { costsMirroredSince } from "#lib/costs/mirrored-since.ts";
import { monthCosts } from "#lib/costs/month.ts";
import { listBilledRows, listCostDays, sumCosts } from "#lib/costs/rows.ts";
import { comparedCosts, costSeries } from "#lib/costs/series.ts";
import { costParts, costTable } from "#lib/costs/table.ts";
import { pool } from "#lib/db-writer.ts";
import type { Download } from "#lib/exports/open.ts";
import { listKeyEvents } from "#lib/keys/list-events.ts";
import { dailyUsage } from "#lib/members/daily-usage.ts";
import { listMemberEvents } from "#lib/members/list-events.ts";
import { activeMembers } from "#lib/overview/active-members.ts";
import { topModels, topProjects } from "#lib/overview/leaders.ts";
import { thirtyDayTrend } from "#lib/overview/trend.ts";
import { listProjects } from "#lib/projects/list.ts";
import { projectMonthToDate } from "#lib/projects/month-to-date.ts";
import { findAnything } from "#lib/search/find.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";
import { anEventFact, auditEvents } from "#lib/testing/events.ts";
import { costFacts, usageFacts } from "#lib/testing/facts.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";
import { isBounded, planOf, statementsOf, wholeReads } from "#lib/testing/statements.ts";
import { exportUsageRows, exportUsageTable } from "#lib/usage/export.ts";
import { granularities } from "#lib/usage/granularities.ts";
import { kindOf } from "#lib/usage/kinds.ts";
import { listOptions } from "#lib/usage/list-options.ts";
import type { UsageQuery } from "#lib/usage/parse-filters.ts";
import { pickable } from "#lib/usage/pickable.ts";
import { fromStart } from "#lib/usage/rank-page.ts";
import { listUsageDays, listUsageHours, sumRows } from "#lib/usage/rows.ts";
import { comparedSeries, usageSeries } from "#lib/usage/series.ts";
import { usageSummary } from "#lib/usage/summary.ts";
import { usageTable } from "#lib/usage/table.ts";
import { usageTotals } from "#lib/usage/totals.ts";

const months = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"];
const range = { fromOn: "2026-02-10", toOn: "2026-05-10" };
const comparedWith = { fromOn: "2025-02-10", toOn: "2025-05-10", shift: { months: 12 } };
const oneDay = { fromOn: "2026-03-10", toOn: "2026-03-11" };
const still = new AbortController().signal;

/** An organization with facts in several partitions of each table, beside another's. */
async function anHistory(): Promise<Actor> {
  const organizations = [await anOrganization({ timeZone: "Asia/Tokyo" }), await anOrganization()];
  for (const organization of organizations) {
    const at = months.flatMap((month) => [`${month}-10T03:00:00Z`, `${month}-20T15:00:00Z`]);
    await usageFacts(
      organization,
      usageKindNames.flatMap((kind) =>
        at.map((each) => ({ at: each, kind, project: "proj_a", member: "user-a", key: "key_a", input: 5 })),
      ),
    );
    const days = at.map((each) => each.slice(0, 10));
    for (const grouping of ["project_line_item", "member", "api_key"] as const)
      await costFacts(
        organization,
        grouping,
        days.map((on) => ({ on, project: "proj_a", amount: "1" })),
      );
    await auditEvents(
      organization,
      at.map((each) => anEventFact({ at: each, projectId: "proj_a", actorEmail: "a@example.com" })),
    );
  }
  await pool.query("ANALYZE");
  return anActor({ organization: organizations[0] ?? (await anOrganization()) });
}

async function drained({ body }: Download): Promise<void> {
  await new Response(body).arrayBuffer();
}

async function readUsage(actor: Actor): Promise<void> {
  for (const kind of usageKindNames) {
    const { dimensions, leading: measure } = kindOf(kind);
    for (const groupBy of dimensions) {
      const query: UsageQuery = {
        kind,
        range,
        comparedWith,
        granularity: "day",
        groupBy,
        measure,
        filters: {},
      };
      const narrowed = { ...query, filters: { [groupBy]: ["proj_a", ""] } };
      for (const asked of [query, narrowed]) {
        await usageTable(actor, asked);
        await usageTotals(actor, asked);
        for (const granularity of granularities) await usageSeries(actor, { ...asked, granularity });
        await comparedSeries(actor, { ...asked, comparedWith });
        await listUsageDays(actor, { ...asked, hour: null }, fromStart);
        await listUsageHours(actor, { ...asked, range: oneDay, hour: null }, fromStart);
        await sumRows(actor, { ...asked, range: oneDay, hour: "2026-03-10T03:00:00Z" });
      }
    }
  }
  await usageSummary(actor, range, comparedWith);
  for (const of of pickable) for (const search of ["", "pro"]) await listOptions(actor, { of, search });
  for (const of of ["member", "project", "key"] as const) await dailyUsage(actor, of, "x");
}

async function readCosts(actor: Actor): Promise<void> {
  for (const groupBy of costDimensions) {
    const query: CostQuery = { range, comparedWith, granularity: "day", groupBy, filters: {} };
    for (const asked of [query, { ...query, filters: { [groupBy]: ["proj_a"] } }]) {
      for (const granularity of ["day", "month"] as const) await costSeries(actor, { ...asked, granularity });
      await comparedCosts(actor, { ...asked, comparedWith });
      await costTable(actor, asked);
      await costParts(actor, asked, "proj_a");
      await listCostDays(actor, asked, fromStart);
      await listBilledRows(actor, { ...asked, range: oneDay }, fromStart);
      await sumCosts(actor, { ...asked, range: oneDay });
    }
    await costsMirroredSince(actor, groupBy);
  }
  await monthCosts(actor);
  await projectMonthToDate(actor, "proj_a");
}

async function readEvents(actor: Actor): Promise<void> {
  const filters = [
    {},
    { actor: "a@example.com" },
    { actor: "user-a" },
    { type: "login.succeeded,api_key.*" },
    { project: "proj_a" },
    { resource: "key_a" },
    { ip: "10.0.0.1" },
    { q: "firefox" },
    { q: "a@example" },
    { from: "2026-02-01", to: "2026-03-01" },
    { tenant: "no" },
  ];
  for (const params of filters) {
    const filter = parseAuditFilter(params);
    const { rows } = await listEvents(actor, filter);
    await listEvents(actor, filter, { effectiveAt: new Date("2026-04-01T00:00:00Z"), id: "x" });
    await countEvents(actor, filter);
    const [first] = rows;
    if (first) await getEvent(actor, first);
  }
  await listFacets(actor);
  await listMemberEvents(actor, { id: "user-a", email: "a@example.com" });
  await listKeyEvents(actor, "key_a");
  for (const text of ["audit_log-123456", "a@example.com", "10.0.0.1", "login", "free text", "田中"])
    await findAnything(actor, text);
}

async function readOverview(actor: Actor): Promise<void> {
  const now = new Date("2026-05-10T00:00:00Z");
  await activeMembers(actor, now);
  await topProjects(actor, now);
  await topModels(actor, now);
  await thirtyDayTrend(actor, now);
  await listProjects(actor, { search: "", status: "all" }, { sort: "name", descending: false }, fromStart);
}

async function readFiles(actor: Actor): Promise<void> {
  const usage = {
    kind: "completions",
    range,
    comparedWith: null,
    granularity: "day",
    groupBy: "member",
    measure: "input",
    filters: {},
  } as const;
  await drained(await exportUsageRows(actor, { ...usage, hour: null }, still));
  await drained(await exportUsageTable(actor, usage, still));
  const costs: CostQuery = { range, comparedWith: null, granularity: "day", groupBy: "project", filters: {} };
  await drained(await exportCosts(actor, costs, still));
  await drained(await exportCostRows(actor, costs, still));
  await drained(await exportEvents(actor, parseAuditFilter({}), { format: "csv", withMark: false }, still));
}

const pages = { readUsage, readCosts, readEvents, readOverview, readFiles };

test.each(Object.entries(pages))(
  "%s: no statement reads a partition of the facts from end to end, or gives rows without an end",
  { timeout: 300_000 },
  async (_name, read) => {
    const actor = await anHistory();
    const asked = await statementsOf(() => read(actor));
    const statements = asked.filter(({ text }) => /\bfacts\./.test(text));
    expect(statements.length).toBeGreaterThan(3);
    const found: string[] = [];
    for (const statement of statements) {
      const plan = await planOf(statement);
      for (const table of wholeReads(plan)) found.push(`reads all of ${table}: ${statement.text}`);
      if (!isBounded(plan, statement)) found.push(`has no end: ${statement.text}`);
    }
    expect(found).toEqual([]);
  },
);

test("a whole read and a list without an end are found where there are some", async () => {
  const actor = await anHistory();
  const asked = await statementsOf(() =>
    pool.query("SELECT project_id FROM facts.usage WHERE model = $1", [actor.id]),
  );
  expect(asked).toHaveLength(1);
  const [statement = { text: "", values: [] }] = asked;
  const plan = await planOf(statement);
  expect(wholeReads(plan)).not.toEqual([]);
  expect(isBounded(plan, statement)).toBe(false);
});
