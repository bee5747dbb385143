import Link from "next/link";
import type { Address } from "#components/address.ts";
import { useTranslations } from "#components/intl/use-translations.ts";
import { bucketName } from "#components/chart/bucket-labels.ts";
import type { ChartContent } from "#components/chart/chart-series.ts";
import { sumExactly } from "#lib/sum-exactly.ts";
import { rowsAddress } from "#components/chart/rows-address.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { writeUnit } from "#lib/i18n/write-unit.ts";
import { useFormat } from "#components/use-format.ts";

function Figure({ href, children }: { href: Address | null; children: string }) {
  if (!href) return children;
  return (
    <Link href={href} prefetch={false} className="underline-offset-4 hover:underline">
      {children}
    </Link>
  );
}

/** What the chart shows, in figures, each with the way to its rows: for people who cannot see it, or want to copy it. */
export function ChartTable({ content }: { content: ChartContent }) {
  const format = useFormat();
  const t = useTranslations("common");
  const write = writeUnit(format, content.unit).full;
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
                  <Figure href={rowsAddress(content.rows, index, id)}>{write(values[index] ?? "0")}</Figure>
                </TableCell>
              ))}
              <TableCell numeric className="h-8 font-medium">
                <Figure href={rowsAddress(content.rows, index)}>
                  {write(sumExactly(content.series.map(({ values }) => values[index] ?? "0")))}
                </Figure>
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
