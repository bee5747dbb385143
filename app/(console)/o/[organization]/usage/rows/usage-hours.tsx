import { EmptyState } from "#components/empty-state.tsx";
import { KeysetPager } from "#components/keyset-pager.tsx";
import type { GroupLabel } from "#components/report/group-labels.ts";
import { labelGroups } from "#components/report/group-labels.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { Format } from "#lib/i18n/format.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";
import type { Dimension, Measure, UsageKind } from "#lib/usage/kinds.ts";
import { kindOf, measureKey, unitOf } from "#lib/usage/kinds.ts";
import type { RowsLink } from "#lib/usage/parse-rows.ts";
import type { RowsQuery, UsageHour } from "#lib/usage/rows.ts";
import { listUsageHours } from "#lib/usage/rows.ts";

type Labels = Partial<Record<Dimension, GroupLabel>>;

async function labelsOf(actor: Actor, kind: UsageKind, rows: readonly UsageHour[]): Promise<Labels> {
  const found = await Promise.all(
    kindOf(kind).dimensions.map(async (dimension) => {
      const ids = [...new Set(rows.map((row) => row[dimension]))];
      return [dimension, await labelGroups(actor, dimension, ids)] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** Columns that only kinds of tokens have, beyond what the table of the usage page shows. */
const finer = ["cacheWrite", "inputAudio", "outputAudio"] as const;

type HourLineProps = { row: UsageHour; kind: UsageKind; labels: Labels; format: Format };

function HourLine({ row, kind, labels, format }: HourLineProps) {
  const { dimensions, measures, unit } = kindOf(kind);
  const write = (measure: Measure) => writeUnit(format, unitOf(kind, measure)).full(row[measure]);
  return (
    <TableRow>
      <TableHead scope="row" className="whitespace-nowrap">
        {format.dateTime(row.at)}
      </TableHead>
      {measures.map((measure) => (
        <TableCell key={measure} numeric title={format.number(row[measure])}>
          {write(measure)}
        </TableCell>
      ))}
      {dimensions.map((dimension) => (
        <TableCell key={dimension} className="max-w-56 truncate" title={row[dimension]}>
          {labels[dimension]?.(row[dimension]).label}
        </TableCell>
      ))}
      {unit === null &&
        finer.map((name) => (
          <TableCell key={name} numeric>
            {format.number(row[name])}
          </TableCell>
        ))}
      <TableCell className="max-w-56 truncate" title={row.extra ?? undefined}>
        <code className="text-xs">{row.extra}</code>
      </TableCell>
    </TableRow>
  );
}

async function Head({ kind }: { kind: UsageKind }) {
  const [t, common] = await Promise.all([getTranslations("usage"), getTranslations("common")]);
  const { dimensions, measures, unit } = kindOf(kind);
  return (
    <TableHeader>
      <TableRow>
        <TableHead>{common("report.hour")}</TableHead>
        {measures.map((measure) => (
          <TableHead key={measure} numeric>
            {t(measureKey(kind, measure))}
          </TableHead>
        ))}
        {dimensions.map((dimension) => (
          <TableHead key={dimension}>{t(`dimensions.${dimension}`)}</TableHead>
        ))}
        {unit === null &&
          finer.map((name) => (
            <TableHead key={name} numeric>
              {t(`finer.${name}`)}
            </TableHead>
          ))}
        <TableHead>{t("extra")}</TableHead>
      </TableRow>
    </TableHeader>
  );
}

type UsageHoursProps = { actor: Actor; link: RowsLink; query: RowsQuery };

/** The hours of one day as they are mirrored, with all their columns. */
export async function UsageHours({ actor, link, query }: UsageHoursProps) {
  const [page, t, format] = await Promise.all([
    listUsageHours(actor, query, link),
    getTranslations("usage"),
    getFormat(actor.organization.timeZone),
  ]);
  if (page.rows.length === 0) return <EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>;
  const labels = await labelsOf(actor, query.kind, page.rows);
  return (
    <>
      <Table label={t("rows")}>
        <Head kind={query.kind} />
        <TableBody>
          {page.rows.map((row, index) => (
            <HourLine key={index} row={row} kind={query.kind} labels={labels} format={format} />
          ))}
        </TableBody>
      </Table>
      <KeysetPager previous={page.previous} next={page.next} />
    </>
  );
}
