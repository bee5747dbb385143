import { Chart } from "#components/chart/chart.tsx";
import type { ChartContent } from "#components/chart/chart-series.ts";
import { otherId } from "#components/chart/chart-series.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { distinctLabels, labelGroups } from "#components/report/group-labels.ts";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { addDays } from "#lib/usage/days.ts";
import { linkValue } from "#lib/usage/filters.ts";
import type { UsageQuery } from "#lib/usage/parse-filters.ts";
import type { Comparison } from "#lib/usage/ranges.ts";
import { comparedSeries, usageSeries } from "#lib/usage/series.ts";

type UsageChartProps = { actor: Actor; query: UsageQuery; comparison: Comparison };

/** The leading measure over time, stacked by the groups. */
export async function UsageChart({ actor, query, comparison }: UsageChartProps) {
  const { comparedWith, range } = query;
  const [series, compared, t, common, format] = await Promise.all([
    usageSeries(actor, query),
    comparedWith ? comparedSeries(actor, { ...query, comparedWith }) : null,
    getTranslations("usage"),
    getTranslations("common"),
    getFormat(actor.organization.timeZone),
  ]);
  const title = t("chart", { measure: t(`measures.${query.measure}`), by: t(`bys.${query.groupBy}`) });
  const days = common("report.days", {
    from: format.day(range.fromOn),
    through: format.day(addDays(range.toOn, -1)),
  });
  const labelOf = await labelGroups(
    actor,
    query.groupBy,
    series.groups.map(({ group }) => group),
  );
  const labels = distinctLabels(series.groups.map(({ group }) => labelOf(group)));
  const content: ChartContent = {
    label: `${title} · ${days}`,
    unit: "count",
    granularity: query.granularity,
    buckets: series.buckets,
    series: series.groups.map(({ group, values }, index) => ({
      id: group === null ? otherId : linkValue(group),
      label: labels[index] ?? "",
      values,
    })),
    ...(compared && { compared: { label: common(`report.comparisons.${comparison}`), values: compared } }),
  };

  return (
    <Card title={title} description={days}>
      {series.groups.length === 0 ? (
        <EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>
      ) : (
        <Chart content={content} />
      )}
    </Card>
  );
}
