import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { costTable } from "#lib/costs/table.ts";
import type { Dimension } from "#lib/usage/kinds.ts";
import type { GroupName } from "#lib/usage/name-groups.ts";
import { nameGroups } from "#lib/usage/name-groups.ts";
import { resolveRange } from "#lib/usage/ranges.ts";
import { usageTable } from "#lib/usage/table.ts";
import { todayIn } from "#lib/usage/days.ts";

export type Leader = { group: string; name: GroupName | null; value: string; share: number };
export type Leaders = { of: "cost" | "requests" | "tokens"; rows: Leader[] };

const places = 5;

async function named(
  actor: Actor,
  dimension: Dimension,
  rows: { group: string; value: string; share: number | null }[],
): Promise<Leader[]> {
  const first = rows.filter(({ value }) => value !== "0").slice(0, places);
  const names = await nameGroups(
    actor,
    dimension,
    first.map(({ group }) => group),
  );
  return first.map(({ group, value, share }) => ({
    group,
    name: names.get(group) ?? null,
    value,
    share: share ?? 0,
  }));
}

const last30Days = { range: "30d", from: null, through: null } as const;

function usageOf(actor: Actor, groupBy: Dimension, measure: "requests" | "input", now: Date) {
  const range = resolveRange(last30Days, todayIn(actor.organization.timeZone, now));
  return usageTable(actor, {
    kind: "completions",
    range,
    comparedWith: null,
    granularity: "day",
    groupBy,
    measure,
    filters: {},
  });
}

/** The five projects that cost most in thirty days; for who may not see costs, those that asked most. */
export async function topProjects(actor: Actor, now: Date = new Date()): Promise<Leaders> {
  if (!can(actor, "costs.read")) {
    const { rows } = await usageOf(actor, "project", "requests", now);
    return {
      of: "requests",
      rows: await named(actor, "project", rows),
    };
  }
  const { rows } = await costTable(actor, {
    range: resolveRange(last30Days, todayIn("UTC", now)),
    comparedWith: null,
    granularity: "day",
    groupBy: "project",
    filters: {},
  });
  return {
    of: "cost",
    rows: await named(actor, "project", rows),
  };
}

/** The five models that read most tokens in thirty days. */
export async function topModels(actor: Actor, now: Date = new Date()): Promise<Leaders> {
  const { rows } = await usageOf(actor, "model", "input", now);
  return {
    of: "tokens",
    rows: await named(actor, "model", rows),
  };
}
