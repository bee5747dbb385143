import type { Route } from "next";
import Link from "next/link";
import { KeysetPager } from "#components/keyset-pager.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { Format } from "#lib/i18n/format.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import type { Unit } from "#lib/i18n/write-unit.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";
import type { Page } from "#lib/keyset/keyset.ts";
import type { Day } from "#lib/usage/days.ts";

type DaysTableProps = {
  page: Page<{ day: Day; value: string }>;
  label: string;
  /** What the figures are, above them. */
  measure: string;
  unit: Unit;
  format: Format;
  hrefOf: (day: Day) => Route;
};

/** The days that make a figure up, each leading to its rows. */
export async function DaysTable({ page, label, measure, unit, format, hrefOf }: DaysTableProps) {
  const t = await getTranslations("common");
  return (
    <>
      <Table label={label}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("report.day")}</TableHead>
            <TableHead numeric>{measure}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.rows.map(({ day, value }) => (
            <TableRow key={day}>
              <TableHead scope="row">
                <Link href={hrefOf(day)} className="underline-offset-4 hover:underline">
                  {format.day(day)}
                </Link>
              </TableHead>
              <TableCell numeric>
                <Link
                  href={hrefOf(day)}
                  title={unit === "money" ? format.moneyExact(value) : format.number(value)}
                  className="underline-offset-4 hover:underline"
                >
                  {writeUnit(format, unit).full(value)}
                </Link>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <KeysetPager previous={page.previous} next={page.next} />
    </>
  );
}
