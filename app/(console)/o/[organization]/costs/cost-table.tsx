import { KeysetPager } from "#components/keyset-pager.tsx";
import { labelGroups } from "#components/report/group-labels.ts";
import { Card } from "#components/ui/card.tsx";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { CostLink, CostQuery } from "#lib/costs/filters.ts";
import { costTable, partOf } from "#lib/costs/table.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { linkValue } from "#lib/usage/filters.ts";
import { largestShare } from "#lib/usage/largest-share.ts";
import { CostParts } from "./cost-parts.tsx";
import { CostTableRow } from "./cost-table-row.tsx";

type CostTableProps = { actor: Actor; link: CostLink; query: CostQuery };

/** Costs by group, the dearest first; a project opens into its line items and a line item into its projects. */
export async function CostTable({ actor, link, query }: CostTableProps) {
  const [table, t, common, format] = await Promise.all([
    costTable(actor, query, link),
    getTranslations("costs"),
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
            <TableHead numeric>{t("amount")}</TableHead>
            <TableHead numeric>{common("report.share")}</TableHead>
            {query.comparedWith && <TableHead numeric>{common("report.change")}</TableHead>}
          </TableRow>
        </TableHeader>
        <TableBody>
          <CostTableRow {...shared} row={{ group: null, share: null, ...table.total }} name={null} />
          {table.rows.map((row) => {
            const isOpen = partOf(query.groupBy) !== null && link.open === linkValue(row.group);
            return [
              <CostTableRow
                key={row.group}
                {...shared}
                row={row}
                name={labelOf(row.group)}
                isOpen={isOpen}
              />,
              isOpen && <CostParts key={`${row.group} parts`} {...shared} group={row.group} />,
            ];
          })}
        </TableBody>
      </Table>
      <KeysetPager previous={table.previous} next={table.next} />
    </Card>
  );
}
