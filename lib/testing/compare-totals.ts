import type pg from "pg";
import { mirrorTotals } from "#lib/testing/mirror-totals.ts";
import { expectedRequests, expectedUsage } from "#lib/testing/usage-totals.ts";
import type { Totals } from "#twin/totals.ts";

function differences(what: string, expected: object, got: object): string[] {
  const actual = new Map(Object.entries(got));
  return Object.entries(expected).flatMap(([name, value]: [string, unknown]) => {
    const other: unknown = actual.get(name);
    return JSON.stringify(value) === JSON.stringify(other)
      ? []
      : [`${what}.${name}: upstream ${JSON.stringify(value)}, mirror ${JSON.stringify(other)}`];
  });
}

/** How the mirror of an organization differs from the twin's own totals, a sentence each; nothing, if it is whole. */
export async function compareTotals(
  organizationId: string,
  pool: Pick<pg.Pool, "query">,
  totals: Totals,
): Promise<string[]> {
  const mirror = await mirrorTotals({ id: organizationId }, pool);
  const { users, invites, projects, projectUsers, serviceAccounts, apiKeys, groups, groupUsers } = totals;
  const { events, tenantEvents } = totals;
  const lists = { users, invites, projects, projectUsers, serviceAccounts, apiKeys, groups, groupUsers };
  const { amount } = totals.costs;
  const requests = expectedRequests(totals);
  const usage = Object.entries(expectedUsage(totals)).flatMap(([kind, expected]) =>
    differences(kind, expected, mirror.usage[kind] ?? {}),
  );
  return [
    ...differences("directory", { ...lists, events, tenantEvents }, mirror.directory),
    ...usage,
    ...differences("costs", { amount, byMember: amount, daily: amount, members: amount }, mirror.costs),
    ...differences("rollups", { full: requests, project: requests, months: requests }, mirror.rolledUp),
  ];
}
