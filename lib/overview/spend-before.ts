import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { MonthCosts } from "#lib/costs/month.ts";
import { spentIn } from "#lib/costs/spent-in.ts";
import { addDays } from "#lib/usage/days.ts";
import type { Comparison } from "#lib/usage/ranges.ts";
import { comparedRange } from "#lib/usage/ranges.ts";

/** What this month so far can be held against; the first where the address says nothing. */
export const spendComparisons = ["previous", "year", "weeks"] as const satisfies Comparison[];
export type SpendComparison = (typeof spendComparisons)[number];

/** What was spent in the days that this month so far is held against. Throws DomainError "forbidden". */
export async function spendBefore(
  actor: Actor,
  { monthOn, today, lastSameDays }: MonthCosts,
  comparison: SpendComparison,
): Promise<string> {
  authorize(actor, "costs.read");
  if (comparison === "previous") return lastSameDays;
  const days = comparedRange({ fromOn: monthOn, toOn: addDays(today, 1) }, comparison, "month");
  return days ? spentIn(actor, days) : lastSameDays;
}
