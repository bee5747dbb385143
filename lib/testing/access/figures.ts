import { exportCostRows, exportCosts } from "#lib/costs/export.ts";
import { costsMirroredSince } from "#lib/costs/mirrored-since.ts";
import { monthCosts } from "#lib/costs/month.ts";
import { listBilledRows, listCostDays, sumCosts } from "#lib/costs/rows.ts";
import { comparedCosts, costSeries } from "#lib/costs/series.ts";
import { costParts, costTable } from "#lib/costs/table.ts";
import { activeMembers } from "#lib/overview/active-members.ts";
import { topModels, topProjects } from "#lib/overview/leaders.ts";
import { spendBefore } from "#lib/overview/spend-before.ts";
import { thirtyDayTrend } from "#lib/overview/trend.ts";
import { exportUsageRows, exportUsageTable } from "#lib/usage/export.ts";
import { listLocalHours } from "#lib/usage/list-hours.ts";
import { listOptions } from "#lib/usage/list-options.ts";
import { nameGroups } from "#lib/usage/name-groups.ts";
import { listUsageDays, listUsageHours, sumRows } from "#lib/usage/rows.ts";
import { comparedSeries, usageSeries } from "#lib/usage/series.ts";
import { usageSummary } from "#lib/usage/summary.ts";
import { usageTable } from "#lib/usage/table.ts";
import { usageTotals } from "#lib/usage/totals.ts";
import { costsAsked, fromTheStart, never, rowsAsked, usageAsked } from "./asked.ts";
import type { Cases } from "./case.ts";

const compared = <Query extends { comparedWith: object | null }>(query: Query) => {
  const { comparedWith } = query;
  if (!comparedWith) throw new Error("The link compares nothing.");
  return { ...query, comparedWith };
};

const usageCases: Cases = {
  "lib/usage/table.ts usageTable": {
    needs: ["usage.read"],
    call: (actor) => usageTable(actor, usageAsked("by=model")),
  },
  "lib/usage/totals.ts usageTotals": {
    needs: ["usage.read"],
    call: (actor) => usageTotals(actor, usageAsked()),
    isUnmarked: true,
  },
  "lib/usage/series.ts usageSeries": {
    needs: ["usage.read"],
    call: (actor) => usageSeries(actor, usageAsked("by=model")),
  },
  "lib/usage/series.ts comparedSeries": {
    needs: ["usage.read"],
    call: (actor) => comparedSeries(actor, compared(usageAsked("compare=previous&by=model"))),
    isUnmarked: true,
  },
  "lib/usage/summary.ts usageSummary": {
    needs: ["usage.read"],
    call: (actor) => usageSummary(actor, usageAsked().range, null),
    isUnmarked: true,
  },
  "lib/usage/rows.ts listUsageDays": {
    needs: ["usage.read"],
    call: (actor) => listUsageDays(actor, rowsAsked(), fromTheStart),
    isUnmarked: true,
  },
  "lib/usage/rows.ts listUsageHours": {
    needs: ["usage.read"],
    call: (actor) => listUsageHours(actor, rowsAsked(), fromTheStart),
  },
  "lib/usage/rows.ts sumRows": {
    needs: ["usage.read"],
    call: (actor) => sumRows(actor, rowsAsked()),
    isUnmarked: true,
  },
  "lib/usage/export.ts exportUsageTable": {
    needs: ["usage.read"],
    call: (actor) => exportUsageTable(actor, usageAsked("by=model"), never()),
  },
  "lib/usage/export.ts exportUsageRows": {
    needs: ["usage.read"],
    call: (actor) => exportUsageRows(actor, rowsAsked(), never()),
  },
  "lib/usage/list-options.ts listOptions": {
    needs: ["usage.read", "keys.read"],
    call: (actor) => listOptions(actor, { of: "key", search: "" }),
  },
  "lib/usage/name-groups.ts nameGroups": {
    needs: ["usage.read"],
    call: (actor, { project }) => nameGroups(actor, "project", [project.id]),
  },
  "lib/usage/list-hours.ts listLocalHours": {
    needs: ["usage.read"],
    call: (actor) => listLocalHours(actor, usageAsked("range=7d").range),
    isUnmarked: true,
  },
};

const costCases: Cases = {
  "lib/costs/table.ts costTable": {
    needs: ["costs.read"],
    call: (actor) => costTable(actor, costsAsked("range=30d&by=lineItem")),
  },
  "lib/costs/table.ts costParts": {
    needs: ["costs.read"],
    call: (actor, { project }) => costParts(actor, costsAsked("range=30d&by=project"), project.id),
  },
  "lib/costs/series.ts costSeries": {
    needs: ["costs.read"],
    call: (actor) => costSeries(actor, costsAsked("range=30d&by=lineItem")),
  },
  "lib/costs/series.ts comparedCosts": {
    needs: ["costs.read"],
    call: (actor) => comparedCosts(actor, compared(costsAsked("range=30d&compare=previous"))),
    isUnmarked: true,
  },
  "lib/costs/month.ts monthCosts": {
    needs: ["costs.read"],
    call: (actor) => monthCosts(actor),
    isUnmarked: true,
  },
  "lib/costs/mirrored-since.ts costsMirroredSince": {
    needs: ["costs.read"],
    call: (actor) => costsMirroredSince(actor, "member"),
    isUnmarked: true,
  },
  "lib/costs/rows.ts listCostDays": {
    needs: ["costs.read"],
    call: (actor) => listCostDays(actor, costsAsked(), fromTheStart),
    isUnmarked: true,
  },
  "lib/costs/rows.ts listBilledRows": {
    needs: ["costs.read"],
    call: (actor) => listBilledRows(actor, costsAsked(), fromTheStart),
  },
  "lib/costs/rows.ts sumCosts": {
    needs: ["costs.read"],
    call: (actor) => sumCosts(actor, costsAsked()),
    isUnmarked: true,
  },
  "lib/costs/export.ts exportCosts": {
    needs: ["costs.read"],
    call: (actor) => exportCosts(actor, costsAsked("range=30d&by=lineItem"), never()),
  },
  "lib/costs/export.ts exportCostRows": {
    needs: ["costs.read"],
    call: (actor) => exportCostRows(actor, costsAsked(), never()),
  },
};

const overviewCases: Cases = {
  "lib/overview/active-members.ts activeMembers": {
    needs: ["members.read", "usage.read"],
    call: (actor) => activeMembers(actor),
    isUnmarked: true,
  },
  "lib/overview/leaders.ts topProjects": { needs: ["usage.read"], call: (actor) => topProjects(actor) },
  "lib/overview/leaders.ts topModels": { needs: ["usage.read"], call: (actor) => topModels(actor) },
  "lib/overview/spend-before.ts spendBefore": {
    needs: ["costs.read"],
    call: async (actor, { owner }) => spendBefore(actor, await monthCosts(owner), "previous"),
    isUnmarked: true,
  },
  "lib/overview/trend.ts thirtyDayTrend": {
    needs: ["usage.read"],
    call: (actor) => thirtyDayTrend(actor),
    isUnmarked: true,
  },
};

/** Usage, costs, and what the overview makes of both. */
export const figureCases: Cases = { ...usageCases, ...costCases, ...overviewCases };
