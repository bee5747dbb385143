"use client";
import { Table2 } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ChartLegend } from "#components/chart/chart-legend.tsx";
import type { ChartContent } from "#components/chart/chart-series.ts";
import { ChartTable } from "#components/chart/chart-table.tsx";
import { StackedChart } from "#components/chart/stacked-chart.tsx";
import { joinValues, splitValues } from "#components/change-url.ts";
import { Button } from "#components/ui/button.tsx";
import { useShallowParam } from "#components/use-shallow-param.ts";

/** A stacked chart over time with a legend that filters and its figures as a table. The link holds what is hidden. */
export function Chart({ content }: { content: ChartContent }) {
  const t = useTranslations("common");
  const [hide, setHide] = useShallowParam("hide");
  const [figures, setFigures] = useShallowParam("figures");
  const hidden = splitValues(hide);
  const isTable = figures === "true";
  const toggle = (id: string) => {
    const rest = hidden.filter((each) => each !== id);
    setHide(joinValues(rest.length === hidden.length ? [...hidden, id] : rest));
  };

  return (
    <figure className="m-0 flex min-w-0 flex-col gap-3">
      {isTable ? <ChartTable content={content} /> : <StackedChart content={content} hidden={hidden} />}
      <figcaption className="flex flex-col items-start justify-between gap-2 sm:flex-row">
        <span className="sr-only">{content.label}</span>
        <ChartLegend content={content} hidden={hidden} label={t("chart.series")} onToggle={toggle} />
        <Button
          size="sm"
          variant="ghost"
          aria-pressed={isTable}
          onClick={() => setFigures(isTable ? null : "true")}
        >
          <Table2 aria-hidden />
          {isTable ? t("chart.showChart") : t("chart.showTable")}
        </Button>
      </figcaption>
    </figure>
  );
}
