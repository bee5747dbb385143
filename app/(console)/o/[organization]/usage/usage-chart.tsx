import { Chart } from "#components/chart/chart.tsx";
import type { ChartContent } from "#components/chart/chart-series.ts";
import { otherId } from "#components/chart/chart-series.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { distinctLabels, labelGroups } from "#components/report/group-labels.ts";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { addDays } from "#lib/usage/days.ts";
import type { UsageLink } from "#lib/usage/filters.ts";
import { linkValue } from "#lib/usage/filters.ts";
import { measureKey, unitOf } from "#lib/usage/kinds.ts";
import type { UsageQuery } from "#lib/usage/parse-filters.ts";
import { hourSpans, spansOf } from "#lib/usage/spans.ts";
import { listLocalHours } from "#lib/usage/list-hours.ts";
import { comparedSeries, usageSeries } from "#lib/usage/series.ts";
import { rowsAddress } from "./address.ts";

type UsageChartProps = { actor: Actor; link: UsageLink; query: UsageQuery };

/** The leading measure over time, stacked by the groups. */
export async function UsageChart({ actor, link, query }: UsageChartProps) {
  const { comparedWith, range } = query;
  const [series, localHours, compared, t, common, format] = await Promise.all([
    usageSeries(actor, query),
    query.granularity === "hour" ? listLocalHours(actor, range) : null,
    comparedWith ? comparedSeries(actor, { ...query, comparedWith }) : null,
    getTranslations("usage"),
    getTranslations("common"),
    getFormat(actor.organization.timeZone),
  ]);
  const title = t("chart", {
    measure: t(measureKey(query.kind, query.measure)),
    by: t(`bys.${query.groupBy}`),
  });
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
    unit: unitOf(query.kind, query.measure),
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
      spans: localHours ? hourSpans(series.buckets, localHours) : spansOf(series.buckets, range),
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
    <Card title={title} description={days}>
      {series.groups.length === 0 ? (
        <EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>
      ) : (
        <Chart content={content} />
      )}
    </Card>
  );
}
