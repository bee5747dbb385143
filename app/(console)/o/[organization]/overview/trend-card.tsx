import Link from "next/link";
import { sumExactly } from "#lib/sum-exactly.ts";
import { Sparkline } from "#components/chart/sparkline.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { thirtyDayTrend } from "#lib/overview/trend.ts";

export async function TrendCard({ actor }: { actor: Actor }) {
  const [trend, t, common, format] = await Promise.all([
    thirtyDayTrend(actor),
    getTranslations("overview"),
    getTranslations("common"),
    getFormat(actor.organization.timeZone),
  ]);
  const write = trend.of === "cost" ? format.money : format.number;
  const [first = "", last = first] = [trend.days[0], trend.days.at(-1)];
  const highest = trend.values.reduce((most, value) => (Number(value) > Number(most) ? value : most), "0");
  const page = `/o/${actor.organization.slug}` as const;
  return (
    <Card
      title={t(`trend.${trend.of}`)}
      description={t("trend.whole", { total: write(sumExactly(trend.values)), highest: write(highest) })}
      actions={
        <Link
          href={trend.of === "cost" ? `${page}/costs?range=30d` : `${page}/usage?show=requests`}
          aria-label={`${t("details")}: ${t(`trend.${trend.of}`)}`}
          className="text-primary text-xs underline-offset-4 hover:underline"
        >
          {t("details")}
        </Link>
      }
    >
      <Sparkline
        className="h-28"
        values={trend.values}
        label={t("trend.label", {
          days: common("report.days", { from: format.day(first), through: format.day(last) }),
          highest: write(highest),
          latest: write(trend.values.at(-1) ?? "0"),
        })}
      />
      <div className="text-muted-foreground mt-1 flex justify-between text-xs">
        <span>{format.shortDay(first)}</span>
        <span>{t("trend.soFar", { day: format.shortDay(last) })}</span>
      </div>
    </Card>
  );
}
