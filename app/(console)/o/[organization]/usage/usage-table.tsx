import Link from "next/link";
import { KeysetPager } from "#components/keyset-pager.tsx";
import { labelGroups } from "#components/report/group-labels.ts";
import { Card } from "#components/ui/card.tsx";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import type { UsageLink } from "#lib/usage/filters.ts";
import { kindOf, measureKey } from "#lib/usage/kinds.ts";
import { largestShare } from "#lib/usage/largest-share.ts";
import type { UsageQuery } from "#lib/usage/parse-filters.ts";
import { usageTable } from "#lib/usage/table.ts";
import { usageAddress } from "./address.ts";
import { UsageTableRow } from "./usage-table-row.tsx";

type UsageTableProps = { actor: Actor; link: UsageLink; query: UsageQuery };

/** Totals by group, the largest first; a heading sorts by its measure, a name leads to what the group is made of. */
export async function UsageTable({ actor, link, query }: UsageTableProps) {
  const [table, t, common, format] = await Promise.all([
    usageTable(actor, query, link),
    getTranslations("usage"),
    getTranslations("common"),
    getFormat(actor.organization.timeZone),
  ]);
  // The chart above says that there is nothing.
  if (table.rows.length === 0) return null;

  const labelOf = await labelGroups(
    actor,
    query.groupBy,
    table.rows.map(({ group }) => group),
  );
  const shared = { actor, link, query, format, largest: largestShare(table.rows) };
  return (
    <Card flush>
      <Table label={t("table", { by: t(`bys.${query.groupBy}`) })}>
        <TableHeader>
          <TableRow>
            <TableHead>{t(`dimensions.${query.groupBy}`)}</TableHead>
            {kindOf(query.kind).measures.map((measure) => (
              <MeasureHead
                key={measure}
                label={t(measureKey(query.kind, measure))}
                isSorted={measure === query.measure}
                href={usageAddress(actor.organization.slug, {
                  ...link,
                  show: measure,
                  after: null,
                  before: null,
                })}
              />
            ))}
            <TableHead numeric>{common("report.share")}</TableHead>
            {query.comparedWith && <TableHead numeric>{common("report.change")}</TableHead>}
          </TableRow>
        </TableHeader>
        <TableBody>
          <UsageTableRow {...shared} row={table.totals} name={null} />
          {table.rows.map((row) => (
            <UsageTableRow key={row.group} {...shared} row={row} name={labelOf(row.group)} />
          ))}
        </TableBody>
      </Table>
      <KeysetPager previous={table.previous} next={table.next} />
    </Card>
  );
}

type MeasureHeadProps = { label: string; isSorted: boolean; href: ReturnType<typeof usageAddress> };

function MeasureHead({ label, isSorted, href }: MeasureHeadProps) {
  return (
    <TableHead numeric {...(isSorted && { "aria-sort": "descending" })}>
      {isSorted ? (
        <span className="text-foreground">
          {label} <span aria-hidden>↓</span>
        </span>
      ) : (
        <Link href={href} className="underline-offset-4 hover:underline">
          {label}
        </Link>
      )}
    </TableHead>
  );
}
