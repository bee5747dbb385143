import type { ReactNode } from "react";
import { Change } from "#components/report/change.tsx";
import { Dollars } from "#components/report/dollars.tsx";
import { StatCard } from "#components/stat-card.tsx";
import { Alert } from "#components/ui/alert.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { monthCosts } from "#lib/costs/month.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { addMonths } from "#lib/usage/days.ts";

/** This month against last, and where it is heading. */
export async function MonthCards({ actor }: { actor: Actor }) {
  const [month, t, format] = await Promise.all([
    monthCosts(actor),
    getTranslations("costs"),
    getFormat(actor.organization.timeZone),
  ]);
  const dollars = (amount: string): ReactNode => <Dollars amount={amount} format={format} />;
  const lastMonth = format.month(addMonths(month.monthOn, -1));
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <StatCard
          className="items-start"
          label={t("month.toDate", { month: format.month(month.monthOn) })}
          value={dollars(month.toDate)}
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
          value={dollars(month.lastSameDays)}
          detail={t("month.through", { day: format.day(addMonths(month.today, -1)) })}
        />
        <StatCard
          className="items-start"
          label={t("month.whole", { month: lastMonth })}
          value={dollars(month.lastWhole)}
        />
        <StatCard
          className="items-start"
          label={t("month.forecast", { month: format.month(month.monthOn) })}
          value={
            month.forecast ? (
              <span className="whitespace-nowrap">≈ {dollars(month.forecast.amount)}</span>
            ) : (
              "–"
            )
          }
          detail={
            month.forecast
              ? t("month.forecastHow", { days: month.forecast.fromDays })
              : t("month.forecastNone")
          }
        />
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
