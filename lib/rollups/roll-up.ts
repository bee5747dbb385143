import type { DaySums } from "#lib/rollups/day-sums.ts";
import { Sums, isWhole, plus } from "#lib/rollups/sums.ts";
import type { Combination, Measures } from "#lib/rollups/sums.ts";
import { grains } from "#lib/rollups/usage-rows.ts";
import type { UsageColumn } from "#lib/rollups/usage-rows.ts";
import { firstOfMonth } from "#lib/usage/days.ts";
import type { Day } from "#lib/usage/days.ts";

/** The order of a row's dimensions in lines of COPY. */
export const dimensionColumns = [
  "project_id",
  "member_id",
  "api_key_id",
  "model",
  "service_tier",
  "api_source",
  "size",
  "source",
  "context_level",
  "vector_store_id",
  "batch",
] as const satisfies UsageColumn[];

const keyAt = dimensionColumns.indexOf("api_key_id");

const smaller = grains
  .filter(({ name }) => name !== "full")
  .map(({ name, holds }) => {
    const held = new Set<UsageColumn>(holds);
    return { name, holds: dimensionColumns.map((column) => held.has(column)) };
  });

/** Lines of COPY, without what is the same in all: grain, day or first of the month, dimensions, and measures. */
export type RolledUp = {
  daily: string[];
  /** With the number of days before the measures. */
  monthly: string[];
};

const measured = ({ requests, input, output, cached, quantity }: Measures) =>
  `${requests}\t${input}\t${output}\t${cached}\t${quantity}\n`;

/** Days that are whole, at every grain, and what they add to their months; null where that is not exact. */
export function rollUp(
  { days, sums }: Pick<DaySums, "days" | "sums">,
  isWanted: (day: Day) => boolean,
): RolledUp | null {
  const wanted = days.flatMap((day, number) =>
    isWanted(day) ? [{ day, number, month: firstOfMonth(day) }] : [],
  );
  const rolled: RolledUp = { daily: [], monthly: [] };
  for (const { grain, held } of grainsOf(sums, wanted)) {
    if (!held.isExact) return null;
    for (const combination of inOrder(held.all()))
      if (!addLines(rolled, grain, combination, wanted)) return null;
  }
  return rolled;
}

type Wanted = { day: Day; number: number; month: Day };

/** The lines of one combination. Returns whether its months are exact. */
function addLines(
  rolled: RolledUp,
  grain: string,
  { dimensions, byDay }: Combination,
  wanted: readonly Wanted[],
): boolean {
  const months = new Map<Day, { count: number; sum: Measures }>();
  for (const { day, number, month } of wanted) {
    const sum = byDay[number];
    if (!sum) continue;
    rolled.daily.push(`${grain}\t${day}\t${dimensions}${measured(sum)}`);
    const before = months.get(month);
    months.set(month, { count: (before?.count ?? 0) + 1, sum: plus(before?.sum, sum) });
  }
  for (const [month, { count, sum }] of months) {
    if (!isWhole(sum)) return false;
    rolled.monthly.push(`${grain}\t${month}\t${dimensions}${count}\t${measured(sum)}`);
  }
  return true;
}

/** By their keys: neighbours of an index meet in its pages. */
function inOrder(combinations: readonly Combination[]): Combination[] {
  return combinations
    .map((combination) => ({ combination, key: combination.dimensions.split("\t", keyAt + 1)[keyAt] ?? "" }))
    .sort((a, b) => Number(a.key > b.key) - Number(a.key < b.key))
    .map(({ combination }) => combination);
}

/** The same sums at every grain, from those that hold everything. */
function grainsOf(full: Sums, wanted: readonly Wanted[]): { grain: string; held: Sums }[] {
  const made = smaller.map(({ name, holds }) => ({ grain: name, holds, held: new Sums() }));
  for (const { dimensions, byDay } of full.all()) {
    const fields = dimensions.split("\t");
    for (const { holds, held } of made) {
      const combination = held.of(holds.map((isHeld, at) => (isHeld ? `${fields[at]}\t` : "\t")).join(""));
      for (const { number } of wanted) {
        const sum = byDay[number];
        if (sum) held.add(combination, number, sum);
      }
    }
  }
  return [...made, { grain: "full", held: full }];
}
