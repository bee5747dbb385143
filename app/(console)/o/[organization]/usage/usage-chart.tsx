import { ReportChart } from "#components/report/report-chart.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import type { UsageLink } from "#lib/usage/filters.ts";
import { measureKey, unitOf } from "#lib/usage/kinds.ts";
import { listLocalHours } from "#lib/usage/list-hours.ts";
import type { UsageQuery } from "#lib/usage/parse-filters.ts";
import { comparedSeries, usageSeries } from "#lib/usage/series.ts";
import { hourSpans, spansOf } from "#lib/usage/spans.ts";
import { rowsAddress } from "./address.ts";

type UsageChartProps = { actor: Actor; link: UsageLink; query: UsageQuery };

export async function UsageChart({ actor, link, query }: UsageChartProps) {
  const { kind, measure, comparedWith, range } = query;
  const [series, localHours, compared, t] = await Promise.all([
    usageSeries(actor, query),
    query.granularity === "hour" ? listLocalHours(actor, range) : null,
    comparedWith ? comparedSeries(actor, { ...query, comparedWith }) : null,
    getTranslations("usage"),
  ]);
  return ReportChart({
    actor,
    of: "usage",
    title: t("chart", { measure: t(measureKey(kind, measure)), by: t(`bys.${query.groupBy}`) }),
    unit: unitOf(kind, measure),
    query,
    comparison: link.compare,
    series,
    compared,
    rows: {
      address: rowsAddress(actor.organization.slug, link),
      spans: localHours ? hourSpans(series.buckets, localHours) : spansOf(series.buckets, range),
    },
  });
}
