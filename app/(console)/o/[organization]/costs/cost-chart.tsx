import { Chart } from "#components/chart/chart.tsx";
import type { ChartContent } from "#components/chart/chart-series.ts";
import { otherId } from "#components/chart/chart-series.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { distinctLabels, labelGroups } from "#components/report/group-labels.ts";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { CostLink, CostQuery } from "#lib/costs/filters.ts";
import { comparedCosts, costSeries } from "#lib/costs/series.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { addDays } from "#lib/usage/days.ts";
import { linkValue } from "#lib/usage/filters.ts";
import { spansOf } from "#lib/usage/spans.ts";
import { rowsAddress } from "./address.ts";

type CostChartProps = { actor: Actor; link: CostLink; query: CostQuery };

/** Costs over time, stacked by the groups. */
export async function CostChart({ actor, link, query }: CostChartProps) {
  const { comparedWith } = query;
  const [series, compared, t, common, format] = await Promise.all([
    costSeries(actor, query),
    comparedWith ? comparedCosts(actor, { ...query, comparedWith }) : null,
    getTranslations("costs"),
    getTranslations("common"),
    getFormat(actor.organization.timeZone),
  ]);
  const title = t("chart", { by: t(`bys.${query.groupBy}`) });
  const days = common("report.days", {
    from: format.day(query.range.fromOn),
    through: format.day(addDays(query.range.toOn, -1)),
  });
  const labelOf = await labelGroups(
    actor,
    query.groupBy,
    series.groups.map(({ group }) => group),
  );
  const labels = distinctLabels(series.groups.map(({ group }) => labelOf(group)));
  const content: ChartContent = {
    label: `${title} · ${days}`,
    unit: "money",
    granularity: query.granularity,
    buckets: series.buckets,
    series: series.groups.map(({ group, values }, index) => ({
      id: group === null ? otherId : linkValue(group),
      label: labels[index] ?? "",
      values,
    })),
    rows: {
      address: rowsAddress(actor.organization.slug, link),
      by: query.groupBy,
      spans: spansOf(series.buckets, query.range),
    },
    ...(compared && {
      compared: {
        label: common("report.compared", {
          comparison: common(`report.comparisons.${link.compare}`),
          from: format.day(comparedWith?.fromOn ?? ""),
          through: format.day(addDays(comparedWith?.toOn ?? "", -1)),
        }),
        values: compared,
      },
    }),
  };

  return (
    <Card title={title} description={t("utcDays", { days })}>
      {series.groups.length === 0 ? (
        <EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>
      ) : (
        <Chart content={content} />
      )}
    </Card>
  );
}
