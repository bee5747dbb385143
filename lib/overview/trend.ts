import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Day, DayRange } from "#lib/usage/days.ts";
import { addDays, todayIn } from "#lib/usage/days.ts";
import { listBuckets } from "#lib/usage/granularities.ts";
import { allUsage, madeOf } from "#lib/usage/made-of.ts";

/** One value a day in decimal digits: US dollars by UTC days, or requests by days of the organization's zone. */
export type Trend = { of: "cost" | "requests"; days: Day[]; values: string[] };

const length = 30;

type Row = { day: Day; value: string };

function readCosts(actor: Actor, { fromOn, toOn }: DayRange): Promise<Row[]> {
  return scopedSql<Row>(
    actor,
    Prisma.sql`
      SELECT to_char(day, 'YYYY-MM-DD') AS day, trim_scale(sum(amount))::text AS value FROM facts.costs_daily
      WHERE organization_id = ${actor.organization.id}::uuid AND grain = 'total' AND lower(currency) = 'usd'
        AND day >= ${fromOn}::date AND day < ${toOn}::date
      GROUP BY costs_daily.day`,
  );
}

function readRequests(actor: Actor, { fromOn, toOn }: DayRange): Promise<Row[]> {
  return scopedSql<Row>(
    actor,
    Prisma.sql`
      SELECT to_char(day, 'YYYY-MM-DD') AS day, sum(requests)::text AS value FROM facts.usage_daily
      WHERE organization_id = ${actor.organization.id}::uuid AND grain = 'model'
        AND day >= ${fromOn}::date AND day < ${toOn}::date
      GROUP BY usage_daily.day`,
  );
}

/** The last thirty days, today included: what was spent, or for who may not see costs what was asked. */
export async function thirtyDayTrend(actor: Actor, now: Date = new Date()): Promise<Trend> {
  authorize(actor, "usage.read");
  const of = can(actor, "costs.read") ? "cost" : "requests";
  const today = todayIn(of === "cost" ? "UTC" : actor.organization.timeZone, now);
  const range = { fromOn: addDays(today, 1 - length), toOn: addDays(today, 1) };
  const rows = await remember(actor, {
    name: "thirtyDayTrend",
    asked: [of, range],
    ...madeOf(of === "cost" ? ["costs"] : allUsage, { range }),
    read: () => (of === "cost" ? readCosts : readRequests)(actor, range),
  });

  const byDay = new Map(rows.map(({ day, value }) => [day, value]));
  const days = listBuckets(range, "day");
  return { of, days, values: days.map((day) => byDay.get(day) ?? "0") };
}
