import Link from "next/link";
import type { Address } from "#components/address.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { KeysetPager } from "#components/keyset-pager.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import type { Unit } from "#lib/i18n/write-unit.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";
import type { Page } from "#lib/keyset/keyset.ts";
import type { Day } from "#lib/usage/days.ts";

type DaysTableProps = {
  actor: Actor;
  of: "costs" | "usage";
  page: Page<{ day: Day; value: string }>;
  measure: string;
  unit: Unit;
  hrefOf: (day: Day) => Address;
};

export async function DaysTable({ actor, of, page, measure, unit, hrefOf }: DaysTableProps) {
  const [t, common, format] = await Promise.all([
    getTranslations(of),
    getTranslations("common"),
    getFormat(actor.organization.timeZone),
  ]);
  if (page.rows.length === 0) return <EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>;
  const largest = page.rows.reduce((most, { value }) => Math.max(most, Number(value)), 0);
  return (
    <>
      <Table label={t("rows")}>
        <TableHeader>
          <TableRow>
            <TableHead>{common("report.day")}</TableHead>
            <TableHead aria-hidden className="w-1/2 max-sm:hidden" />
            <TableHead numeric>{measure}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.rows.map(({ day, value }) => (
            <TableRow key={day}>
              <TableHead scope="row">
                <Link
                  href={hrefOf(day)}
                  className="text-foreground text-sm tabular-nums underline-offset-4 hover:underline"
                >
                  {format.weekday(day)}
                </Link>
              </TableHead>
              <TableCell aria-hidden className="max-sm:hidden">
                <span
                  className="bg-chart-1/70 block h-1.5 rounded-full forced-color-adjust-none"
                  style={{ width: `${largest > 0 ? (100 * Math.max(0, Number(value))) / largest : 0}%` }}
                />
              </TableCell>
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
