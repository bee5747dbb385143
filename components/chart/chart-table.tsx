"use client";
import { useTranslations } from "use-intl";
import { bucketName } from "#components/chart/bucket-labels.ts";
import type { ChartContent } from "#components/chart/chart-series.ts";
import { sumExactly } from "#components/chart/chart-series.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { useFormat } from "#components/use-format.ts";

/** What the chart shows, in figures: for people who cannot see it, or want to copy it. */
export function ChartTable({ content }: { content: ChartContent }) {
  const format = useFormat();
  const t = useTranslations("common");
  const write = content.unit === "money" ? format.money : format.number;
  return (
    <div className="border-border max-h-96 overflow-y-auto rounded-md border">
      <Table label={content.label}>
        <TableHeader className="bg-card sticky top-0">
          <TableRow>
            <TableHead>{t("chart.time")}</TableHead>
            {content.series.map(({ id, label }) => (
              <TableHead key={id} numeric>
                {label}
              </TableHead>
            ))}
            <TableHead numeric>{t("chart.total")}</TableHead>
            {content.compared && <TableHead numeric>{content.compared.label}</TableHead>}
          </TableRow>
        </TableHeader>
        <TableBody>
          {content.buckets.map((bucket, index) => (
            <TableRow key={bucket}>
              <TableHead scope="row">{bucketName(format, content.granularity, bucket)}</TableHead>
              {content.series.map(({ id, values }) => (
                <TableCell key={id} numeric className="h-8">
                  {write(values[index] ?? "0")}
                </TableCell>
              ))}
              <TableCell numeric className="h-8 font-medium">
                {write(sumExactly(content.series.map(({ values }) => values[index] ?? "0")))}
              </TableCell>
              {content.compared && (
                <TableCell numeric className="text-muted-foreground h-8">
                  {write(content.compared.values[index] ?? "0")}
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
