import { ReportChart } from "#components/report/report-chart.tsx";
import { wordDays } from "#components/report/word-days.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { CostLink, CostQuery } from "#lib/costs/filters.ts";
import { comparedCosts, costSeries } from "#lib/costs/series.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { spansOf } from "#lib/usage/spans.ts";
import { rowsAddress } from "./address.ts";

type CostChartProps = { actor: Actor; link: CostLink; query: CostQuery };

export async function CostChart({ actor, link, query }: CostChartProps) {
  const { comparedWith, range } = query;
  const [series, compared, t, format] = await Promise.all([
    costSeries(actor, query),
    comparedWith ? comparedCosts(actor, { ...query, comparedWith }) : null,
    getTranslations("costs"),
    getFormat(actor.organization.timeZone),
  ]);
  return ReportChart({
    actor,
    of: "costs",
    title: t("chart", { by: t(`bys.${query.groupBy}`) }),
    description: t("utcDays", { days: wordDays(range, format) }),
    unit: "money",
    query,
    comparison: link.compare,
    series,
    compared,
    rows: {
      address: rowsAddress(actor.organization.slug, link),
      spans: spansOf(series.buckets, range),
    },
  });
}
