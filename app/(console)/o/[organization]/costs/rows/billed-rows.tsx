import { EmptyState } from "#components/empty-state.tsx";
import { KeysetPager } from "#components/keyset-pager.tsx";
import { labelGroups } from "#components/report/group-labels.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { CostLink, CostQuery } from "#lib/costs/filters.ts";
import { filtersOf } from "#lib/costs/groupings.ts";
import { listBilledRows } from "#lib/costs/rows.ts";
import { alignDecimals } from "#lib/i18n/align-decimals.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";

type BilledRowsProps = { actor: Actor; link: CostLink; query: CostQuery };

/** The rows of one UTC day as upstream billed them, with all their columns. */
export async function BilledRows({ actor, link, query }: BilledRowsProps) {
  const [page, t, format] = await Promise.all([
    listBilledRows(actor, query, link),
    getTranslations("costs"),
    getFormat(actor.organization.timeZone),
  ]);
  if (page.rows.length === 0) return <EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>;
  const shown = await Promise.all(
    filtersOf(query.groupBy).map(async (dimension) => ({
      dimension,
      labelOf: await labelGroups(
        actor,
        dimension,
        page.rows.map((row) => row[dimension]),
      ),
    })),
  );
  const amounts = alignDecimals(page.rows.map(({ amount }) => format.moneyExact(amount)));
  return (
    <>
      <Table label={t("rows")}>
        <TableHeader>
          <TableRow>
            {shown.map(({ dimension }) => (
              <TableHead key={dimension}>{t(`dimensions.${dimension}`)}</TableHead>
            ))}
            <TableHead numeric>{t("amount")}</TableHead>
            <TableHead numeric>{t("quantity")}</TableHead>
            <TableHead>{t("unit")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.rows.map((row, index) => (
            <TableRow key={index}>
              {shown.map(({ dimension, labelOf }) => (
                <TableCell key={dimension} className="max-w-72 truncate" title={row[dimension]}>
                  {labelOf(row[dimension]).label}
                </TableCell>
              ))}
              <TableCell numeric className="whitespace-pre">
                {amounts[index]}
              </TableCell>
              <TableCell numeric>{row.quantity === null ? "–" : format.number(row.quantity)}</TableCell>
              <TableCell>{row.quantityUnit ?? "–"}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <KeysetPager previous={page.previous} next={page.next} />
    </>
  );
}
