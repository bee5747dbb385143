import { cache } from "react";
import Link from "next/link";
import { Change } from "#components/report/change.tsx";
import { Dollars } from "#components/report/dollars.tsx";
import { StatCard } from "#components/stat-card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { monthCosts } from "#lib/costs/month.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import type { SpendComparison } from "#lib/overview/spend-before.ts";
import { spendBefore } from "#lib/overview/spend-before.ts";
import { addMonths } from "#lib/usage/days.ts";

/** Two cards ask, one query answers. */
const thisMonth = cache(async (actor: Actor) => monthCosts(actor));

type SpendCardProps = { actor: Actor; comparison: SpendComparison };

export async function SpendCard({ actor, comparison }: SpendCardProps) {
  const month = await thisMonth(actor);
  const [before, t, format] = await Promise.all([
    spendBefore(actor, month, comparison),
    getTranslations("overview"),
    getFormat(actor.organization.timeZone),
  ]);
  return (
    <StatCard
      className="items-start"
      label={t("spend", { month: format.month(month.monthOn) })}
      value={
        <Link href={`/o/${actor.organization.slug}/costs`} className="underline-offset-4 hover:underline">
          <Dollars amount={month.toDate} format={format} />
        </Link>
      }
      detail={
        <>
          <Change value={month.toDate} before={before} format={format} unit="money" />{" "}
          {t(`against.${comparison}`, { amount: format.money(before) })}
        </>
      }
    />
  );
}

export async function ForecastCard({ actor }: { actor: Actor }) {
  const [month, t, format] = await Promise.all([
    thisMonth(actor),
    getTranslations("overview"),
    getFormat(actor.organization.timeZone),
  ]);
  const lastMonthOn = addMonths(month.monthOn, -1);
  return (
    <StatCard
      className="items-start"
      label={t("forecast")}
      value={month.forecast ? `≈ ${format.money(month.forecast.amount)}` : "–"}
      detail={
        <Link
          href={`/o/${actor.organization.slug}/costs?range=lastMonth`}
          className="underline-offset-4 hover:underline"
        >
          {t("lastMonth", { month: format.month(lastMonthOn), amount: format.money(month.lastWhole) })}
        </Link>
      }
    />
  );
}
