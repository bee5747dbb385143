import { Chart } from "#components/chart/chart.tsx";
import type { ChartContent, ChartRows } from "#components/chart/chart-series.ts";
import { otherId } from "#components/chart/chart-series.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { distinctLabels, labelGroups } from "#components/report/group-labels.ts";
import { wordDays } from "#components/report/word-days.ts";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import type { Unit } from "#lib/i18n/write-unit.ts";
import type { DayRange } from "#lib/usage/days.ts";
import { linkValue } from "#lib/usage/filters.ts";
import type { Granularity } from "#lib/usage/granularities.ts";
import type { Dimension } from "#lib/usage/kinds.ts";
import type { Comparison } from "#lib/usage/ranges.ts";
import type { Stack } from "#lib/usage/stack.ts";

type ReportChartProps = {
  actor: Actor;
  of: "costs" | "usage";
  title: string;
  /** Below the title, where the days alone would not say enough. */
  description?: string;
  unit: Unit;
  query: {
    range: DayRange;
    comparedWith: DayRange | null;
    granularity: Granularity;
    groupBy: Dimension | "lineItem";
  };
  comparison: Comparison;
  series: Stack;
  /** The line of what is compared with, a value for each bucket of the series. */
  compared: string[] | null;
  rows: Omit<ChartRows, "by">;
};

async function describe(props: ReportChartProps, days: string): Promise<Omit<ChartContent, "compared">> {
  const { actor, title, unit, query, series, rows } = props;
  const { buckets, groups } = series;
  const labelOf = await labelGroups(
    actor,
    query.groupBy,
    groups.map(({ group }) => group),
  );
  const labels = distinctLabels(groups.map(({ group }) => labelOf(group)));
  return {
    label: `${title} · ${days}`,
    unit,
    granularity: query.granularity,
    buckets,
    series: groups.map(({ group, values }, index) => ({
      id: group === null ? otherId : linkValue(group),
      label: labels[index] ?? "",
      values,
    })),
    rows: { ...rows, by: query.groupBy },
  };
}

/** A report over time, stacked by its groups, with a line for the days that it is compared with. */
export async function ReportChart(props: ReportChartProps) {
  const { actor, of, title, query, comparison, series, compared } = props;
  const [t, common, format] = await Promise.all([
    getTranslations(of),
    getTranslations("common"),
    getFormat(actor.organization.timeZone),
  ]);
  const days = wordDays(query.range, format);
  const { comparedWith } = query;
  const line = compared &&
    comparedWith && {
      label: common("report.compared", {
        comparison: common(`report.comparisons.${comparison}`),
        days: wordDays(comparedWith, format),
      }),
      values: compared,
    };
  return (
    <Card title={title} description={props.description ?? days}>
      {series.groups.length === 0 ? (
        <EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>
      ) : (
        <Chart content={{ ...(await describe(props, days)), ...(line && { compared: line }) }} />
      )}
    </Card>
  );
}
