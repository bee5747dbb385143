import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { usageRows } from "#lib/rollups/usage-rows.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import { sumExactly } from "#lib/sum-exactly.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";
import type { DayRange } from "./days.ts";
import { daysBetween } from "./days.ts";
import { listBuckets } from "./granularities.ts";
import type { UsageKind } from "./kinds.ts";
import { kindOf, measureColumns } from "./kinds.ts";
import { allUsage, madeOf } from "./made-of.ts";
import type { ComparedRange } from "./ranges.ts";

/** One kind's leading measure over some days, in decimal digits; values are its days, or months where days are many. */
export type KindSummary = {
  kind: UsageKind;
  value: string;
  requests: string;
  before: string | null;
  values: string[];
};

type Row = { kind: UsageKind; at: string; isNow: boolean; value: string; requests: string };

const mostDays = 100;

function sums(
  actor: Actor,
  kind: UsageKind,
  days: DayRange,
  isNow: boolean,
  per: "day" | "month",
): Prisma.Sql {
  const value = Prisma.raw(measureColumns[kindOf(kind).leading]);
  return Prisma.sql`
    SELECT ${kind} AS kind, to_char(day, 'YYYY-MM-DD') AS at, ${isNow}::boolean AS "isNow",
      trim_scale(sum(${value})::numeric)::text AS value, sum(requests)::text AS requests
    ${usageRows({ organizationId: actor.organization.id, kind, days, columns: [], per })} GROUP BY day`;
}

/** What is used at all: every kind over the days, the unused ones with zeros. Throws DomainError "forbidden". */
export async function usageSummary(
  actor: Actor,
  range: DayRange,
  comparedWith: ComparedRange | null,
): Promise<KindSummary[]> {
  authorize(actor, "usage.read");
  const per = daysBetween(range.fromOn, range.toOn) > mostDays ? "month" : "day";
  const asked = usageKindNames.flatMap((kind) => [
    sums(actor, kind, range, true, per),
    ...(comparedWith ? [sums(actor, kind, comparedWith, false, "month")] : []),
  ]);
  const rows = await remember(actor, {
    name: "usageSummary",
    asked: [range, comparedWith],
    ...madeOf(allUsage, { range, comparedWith }),
    read: () => scopedSql<Row>(actor, Prisma.join(asked, " UNION ALL ")),
  });
  const buckets = listBuckets(range, per);
  const byKind = Map.groupBy(rows, ({ kind }) => kind);
  return usageKindNames.map((kind) => {
    const found = byKind.get(kind) ?? [];
    const now = found.filter(({ isNow }) => isNow);
    const inBucket = (bucket: string) =>
      now.filter(({ at }) => (per === "day" ? at === bucket : at.slice(0, 7) === bucket.slice(0, 7)));
    return {
      kind,
      value: sumExactly(now.map(({ value }) => value)),
      requests: sumExactly(now.map(({ requests }) => requests)),
      before: comparedWith ? sumExactly(found.filter(({ isNow }) => !isNow).map(({ value }) => value)) : null,
      values: buckets.map((bucket) => sumExactly(inBucket(bucket).map(({ value }) => value))),
    };
  });
}
