import { Decimal } from "decimal.js";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { Day } from "#lib/usage/days.ts";
import { addDays, addMonths, daysBetween, firstOfMonth, todayIn } from "#lib/usage/days.ts";

/** This month against last in UTC days, in US dollars as exact decimal digits. */
export type MonthCosts = {
  today: Day;
  monthOn: Day;
  toDate: string;
  /** The same days of last month. */
  lastSameDays: string;
  lastWhole: string;
  /** Where the month ends if its remaining days cost what its complete days did on average; null on the first day. */
  forecast: { amount: string; fromDays: number } | null;
  /** Currencies other than US dollars that upstream billed in, which no figure here contains. */
  otherCurrencies: string[];
};

type Sums = {
  toDate: string;
  lastSameDays: string;
  lastWhole: string;
  complete: string;
  lastDay: Day | null;
};

async function readSums(actor: Actor, today: Day): Promise<Sums | undefined> {
  const monthOn = firstOfMonth(today);
  const lastMonthOn = addMonths(monthOn, -1);
  const sameDayOn = addMonths(today, -1);
  const sum = (condition: Prisma.Sql) =>
    Prisma.sql`trim_scale(coalesce(sum(amount) FILTER (WHERE ${condition}), 0))::text`;
  const [sums] = await scopedSql<Sums>(
    actor,
    Prisma.sql`
      SELECT ${sum(Prisma.sql`day >= ${monthOn}::date`)} AS "toDate",
        ${sum(Prisma.sql`day <= ${sameDayOn}::date`)} AS "lastSameDays",
        ${sum(Prisma.sql`day < ${monthOn}::date`)} AS "lastWhole",
        ${sum(Prisma.sql`day >= ${monthOn}::date AND day < ${today}::date`)} AS complete,
        to_char(max(day) FILTER (WHERE day >= ${monthOn}::date AND day < ${today}::date), 'YYYY-MM-DD') AS "lastDay"
      FROM facts.costs_daily
      WHERE organization_id = ${actor.organization.id}::uuid AND grain = 'total' AND lower(currency) = 'usd'
        AND day >= ${lastMonthOn}::date AND day <= ${today}::date`,
  );
  return sums;
}

/** A bill in another currency is told for so long. */
const currencyDays = 390;

async function listOtherCurrencies(actor: Actor, since: Day): Promise<string[]> {
  const rows = await scopedSql<{ currency: string }>(
    actor,
    Prisma.sql`
      SELECT DISTINCT upper(currency) AS currency FROM facts.costs_daily
      WHERE organization_id = ${actor.organization.id}::uuid AND grain = 'total' AND lower(currency) <> 'usd'
        AND day >= ${since}::date
      ORDER BY 1`,
  );
  return rows.map(({ currency }) => currency);
}

/** The average counts days that upstream has billed up to, so that a lagging bill does not look like thrift. */
function foresee(monthOn: Day, complete: string, lastDay: Day | null): MonthCosts["forecast"] {
  if (!lastDay) return null;
  const fromDays = daysBetween(monthOn, lastDay) + 1;
  const days = daysBetween(monthOn, addMonths(monthOn, 1));
  return { amount: new Decimal(complete).div(fromDays).mul(days).toFixed(2), fromDays };
}

/** Spend of this month and last. Throws DomainError "forbidden". */
export async function monthCosts(actor: Actor, now: Date = new Date()): Promise<MonthCosts> {
  authorize(actor, "costs.read");
  const today = todayIn("UTC", now);
  const monthOn = firstOfMonth(today);
  const since = addDays(today, -currencyDays);
  const [sums, otherCurrencies] = await remember(actor, {
    name: "monthCosts",
    asked: today,
    of: ["costs"],
    since,
    read: () => Promise.all([readSums(actor, today), listOtherCurrencies(actor, since)]),
  });
  return {
    today,
    monthOn,
    toDate: sums?.toDate ?? "0",
    lastSameDays: sums?.lastSameDays ?? "0",
    lastWhole: sums?.lastWhole ?? "0",
    forecast: foresee(monthOn, sums?.complete ?? "0", sums?.lastDay ?? null),
    otherCurrencies: [...otherCurrencies],
  };
}
