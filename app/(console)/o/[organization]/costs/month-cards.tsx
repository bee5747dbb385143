import type { ReactNode } from "react";
import Link from "next/link";
import { Change } from "#components/report/change.tsx";
import { Dollars } from "#components/report/dollars.tsx";
import { StatCard } from "#components/stat-card.tsx";
import { Alert } from "#components/ui/alert.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { MonthCosts } from "#lib/costs/month.ts";
import { monthCosts } from "#lib/costs/month.ts";
import type { Format } from "#lib/i18n/format.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import type { DayRange } from "#lib/usage/days.ts";
import { addDays, addMonths } from "#lib/usage/days.ts";
import { asCustom } from "#lib/usage/ranges.ts";
import { rowsAddress } from "./address.ts";

async function ForecastCard({ month, format }: { month: MonthCosts; format: Format }) {
  const t = await getTranslations("costs");
  const { forecast, monthOn } = month;
  return (
    <StatCard
      className="items-start"
      label={t("month.forecast", { month: format.month(monthOn) })}
      value={
        forecast ? (
          <span className="whitespace-nowrap">
            ≈ <Dollars amount={forecast.amount} format={format} />
          </span>
        ) : (
          "–"
        )
      }
      detail={forecast ? t("month.forecastHow", { days: forecast.fromDays }) : t("month.forecastNone")}
    />
  );
}

export async function MonthCards({ actor }: { actor: Actor }) {
  const [month, t, format] = await Promise.all([
    monthCosts(actor),
    getTranslations("costs"),
    getFormat(actor.organization.timeZone),
  ]);
  const dollars = (amount: string, days: DayRange): ReactNode => (
    <Link
      href={rowsAddress(actor.organization.slug, { by: "project", ...asCustom(days) })}
      className="underline-offset-4 hover:underline"
    >
      <Dollars amount={amount} format={format} />
    </Link>
  );
  const { monthOn, today } = month;
  const lastMonthOn = addMonths(monthOn, -1);
  const sameDays = { fromOn: lastMonthOn, toOn: addDays(addMonths(today, -1), 1) };
  const lastMonth = format.month(lastMonthOn);
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <StatCard
          className="items-start"
          label={t("month.toDate", { month: format.month(month.monthOn) })}
          value={dollars(month.toDate, { fromOn: monthOn, toOn: addDays(today, 1) })}
          detail={
            <>
              <Change value={month.toDate} before={month.lastSameDays} format={format} unit="money" />{" "}
              {t("month.againstSameDays")}
            </>
          }
        />
        <StatCard
          className="items-start"
          label={t("month.sameDays", { month: lastMonth })}
          value={dollars(month.lastSameDays, sameDays)}
          detail={t("month.through", { day: format.day(addMonths(month.today, -1)) })}
        />
        <StatCard
          className="items-start"
          label={t("month.whole", { month: lastMonth })}
          value={dollars(month.lastWhole, { fromOn: lastMonthOn, toOn: monthOn })}
        />
        <ForecastCard month={month} format={format} />
      </div>
      {month.otherCurrencies.length > 0 && (
        <Alert
          tone="warning"
          title={t("otherCurrencies", { currencies: month.otherCurrencies.join(", ") })}
        />
      )}
    </div>
  );
}
