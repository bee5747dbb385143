import Link from "next/link";
import { Change } from "#components/report/change.tsx";
import { GroupCell } from "#components/report/group-cell.tsx";
import { ShareBar } from "#components/report/share-bar.tsx";
import { RowHead, TableCell, TableRow } from "#components/ui/table.tsx";
import { cn } from "#components/ui/cn.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Format } from "#lib/i18n/format.ts";
import { translationsHere } from "#lib/i18n/server.ts";
import { writeUnit } from "#lib/i18n/write-unit.ts";
import type { UsageLink } from "#lib/usage/filters.ts";
import { linkValue } from "#lib/usage/filters.ts";
import { kindOf, unitOf } from "#lib/usage/kinds.ts";
import type { GroupName } from "#lib/usage/name-groups.ts";
import type { UsageQuery } from "#lib/usage/parse-filters.ts";
import { asCustom } from "#lib/usage/ranges.ts";
import type { UsageRow, UsageTable } from "#lib/usage/table.ts";
import { drillAddress, rowsAddress } from "./address.ts";

type UsageTableRowProps = {
  actor: Actor;
  link: UsageLink;
  query: UsageQuery;
  row: UsageRow | UsageTable["totals"];
  /** null for the row of totals. */
  name: GroupName | null;
  largest: number;
  format: Format;
};

export function UsageTableRow({ actor, link, query, row, name, largest, format }: UsageTableRowProps) {
  const common = translationsHere("common");
  const { slug } = actor.organization;
  const own = "group" in row ? { [query.groupBy]: [linkValue(row.group)] } : {};
  return (
    <TableRow className={cn(name === null && "bg-muted/40 font-medium")}>
      <RowHead>
        {name && "group" in row ? (
          <GroupCell
            actor={actor}
            dimension={query.groupBy}
            group={row.group}
            name={name}
            href={drillAddress(actor.organization.slug, link, query.groupBy, row.group)}
          />
        ) : (
          common("report.total")
        )}
      </RowHead>
      {kindOf(query.kind).measures.map((measure) => (
        <TableCell key={measure} numeric>
          <Link
            href={rowsAddress(slug, { ...link, ...own, show: measure })}
            prefetch={false}
            title={format.number(row[measure])}
            className="underline-offset-4 hover:underline"
          >
            {writeUnit(format, unitOf(query.kind, measure)).full(row[measure])}
          </Link>
        </TableCell>
      ))}
      <TableCell numeric>
        {"share" in row && <ShareBar share={row.share} largest={largest} format={format} />}
      </TableCell>
      {query.comparedWith && (
        <TableCell numeric>
          <Change
            value={row.value}
            before={row.before}
            format={format}
            unit={unitOf(query.kind, query.measure)}
            href={rowsAddress(slug, { ...link, ...own, ...asCustom(query.comparedWith) })}
          />
        </TableCell>
      )}
    </TableRow>
  );
}
