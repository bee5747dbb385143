import Link from "next/link";
import { Sparkline } from "#components/chart/sparkline.tsx";
import { Change } from "#components/report/change.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { Format } from "#lib/i18n/format.ts";
import { getFormat, getTranslations, translationsHere } from "#lib/i18n/server.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";
import type { UsageLink } from "#lib/usage/filters.ts";
import { kindOf, measureKey, unitOf } from "#lib/usage/kinds.ts";
import type { UsageQuery } from "#lib/usage/parse-filters.ts";
import type { DayRange } from "#lib/usage/days.ts";
import { asCustom } from "#lib/usage/ranges.ts";
import type { KindSummary } from "#lib/usage/summary.ts";
import { usageSummary } from "#lib/usage/summary.ts";
import { rowsAddress, usageAddress } from "../address.ts";

type KindTableProps = { actor: Actor; link: UsageLink; query: UsageQuery };
type KindLineProps = KindTableProps & { row: KindSummary; format: Format };

type KindChangeProps = { slug: string; row: KindSummary; comparedWith: DayRange; format: Format };

function KindChange({ slug, row, comparedWith, format }: KindChangeProps) {
  const { leading } = kindOf(row.kind);
  return (
    <Change
      value={row.value}
      before={row.before}
      format={format}
      unit={unitOf(row.kind, leading)}
      href={rowsAddress(slug, { kind: row.kind, ...asCustom(comparedWith), show: leading })}
    />
  );
}

function KindLine({ actor, link, query, row, format }: KindLineProps) {
  const t = translationsHere("usage");
  const { slug } = actor.organization;
  const { leading } = kindOf(row.kind);
  const { range, from, through, compare } = link;
  const state = { kind: row.kind, range, from, through };
  const isUsed = row.values.some((value) => value !== "0");
  const measure = t(measureKey(row.kind, leading));
  const written = writeUnit(format, unitOf(row.kind, leading)).full(row.value);
  const change = query.comparedWith && (
    <KindChange slug={slug} row={row} comparedWith={query.comparedWith} format={format} />
  );
  return (
    <TableRow>
      <TableHead scope="row">
        <Link
          href={usageAddress(slug, { ...state, compare })}
          className="text-foreground font-medium underline-offset-4 hover:underline"
        >
          {t(`kinds.${row.kind}`)}
        </Link>
        <span className="block font-normal sm:hidden">{measure}</span>
      </TableHead>
      <TableCell className="text-muted-foreground max-sm:hidden">{measure}</TableCell>
      <TableCell numeric className="whitespace-nowrap">
        {isUsed ? (
          <Link
            href={rowsAddress(slug, { ...state, show: leading })}
            title={format.number(row.value)}
            className="underline-offset-4 hover:underline"
          >
            {written}
          </Link>
        ) : (
          <span className="text-muted-foreground">{t("unused")}</span>
        )}
        {change && <span className="text-muted-foreground block text-xs sm:hidden">{change}</span>}
      </TableCell>
      <TableCell className="w-60">
        {isUsed && (
          <Sparkline
            className="h-7"
            values={row.values}
            label={t("trend", { kind: t(`kinds.${row.kind}`), total: written })}
          />
        )}
      </TableCell>
      {change && (
        <TableCell numeric className="max-sm:hidden">
          {change}
        </TableCell>
      )}
    </TableRow>
  );
}

/** Every kind of usage with its own measure: what is used at all, and where to look further. */
export async function KindTable({ actor, link, query }: KindTableProps) {
  const [rows, t, common, format] = await Promise.all([
    usageSummary(actor, query.range, query.comparedWith),
    getTranslations("usage"),
    getTranslations("common"),
    getFormat(actor.organization.timeZone),
  ]);
  return (
    <Table label={t("allKinds")}>
      <TableHeader>
        <TableRow>
          <TableHead>{t("kind")}</TableHead>
          <TableHead className="max-sm:hidden">{t("measure")}</TableHead>
          <TableHead numeric>{common("report.total")}</TableHead>
          <TableHead>{t("course")}</TableHead>
          {query.comparedWith && (
            <TableHead numeric className="max-sm:hidden">
              {common("report.change")}
            </TableHead>
          )}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <KindLine key={row.kind} actor={actor} link={link} query={query} row={row} format={format} />
        ))}
      </TableBody>
    </Table>
  );
}
