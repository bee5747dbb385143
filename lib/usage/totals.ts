import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { DayRange } from "./days.ts";
import type { Measure } from "./kinds.ts";
import { madeOf } from "./made-of.ts";
import type { UsageQuery } from "./parse-filters.ts";
import { dailyRows } from "./select-rows.ts";

/** Decimal digits; before is null where nothing is compared. */
export type UsageWhole = { now: Record<Measure, string>; before: Record<Measure, string> | null };

async function sumUp(actor: Actor, query: UsageQuery, days: DayRange): Promise<Record<Measure, string>> {
  const [sums] = await scopedSql<Record<Measure, string>>(
    actor,
    Prisma.sql`
      SELECT coalesce(sum(requests), 0)::text AS requests, coalesce(sum(input_tokens), 0)::text AS input,
        coalesce(sum(input_cached_tokens), 0)::text AS cached, coalesce(sum(output_tokens), 0)::text AS output,
        trim_scale(coalesce(sum(quantity), 0))::text AS quantity
      ${dailyRows(actor, query, days, null, "month")}`,
  );
  return sums ?? { requests: "0", input: "0", cached: "0", output: "0", quantity: "0" };
}

/** Every measure over the whole period, and over the one compared with. Throws DomainError "forbidden". */
export async function usageTotals(actor: Actor, query: UsageQuery): Promise<UsageWhole> {
  authorize(actor, "usage.read");
  const { kind, range, comparedWith, filters } = query;
  return remember(actor, {
    name: "usageTotals",
    asked: { kind, range, comparedWith, filters },
    ...madeOf([`usage_${kind}`], query),
    read: async () => {
      const [now, before] = await Promise.all([
        sumUp(actor, query, range),
        comparedWith ? sumUp(actor, query, comparedWith) : null,
      ]);
      return { now, before };
    },
  });
}
