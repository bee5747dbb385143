import Link from "next/link";
import { ChevronDown, ChevronRight } from "lucide-react";
import { Change } from "#components/report/change.tsx";
import { Dollars } from "#components/report/dollars.tsx";
import { GroupCell } from "#components/report/group-cell.tsx";
import { ShareBar } from "#components/report/share-bar.tsx";
import { RowHead, TableCell, TableRow } from "#components/ui/table.tsx";
import { cn } from "#components/ui/cn.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { CostLink, CostQuery } from "#lib/costs/filters.ts";
import { partOf } from "#lib/costs/table.ts";
import type { Format } from "#lib/i18n/format.ts";
import { translationsHere } from "#lib/i18n/server.ts";
import { linkValue } from "#lib/usage/filters.ts";
import { asCustom } from "#lib/usage/ranges.ts";
import type { GroupName } from "#lib/usage/name-groups.ts";
import { costAddress, partAddress, rowsAddress } from "./address.ts";

type CostTableRowProps = {
  actor: Actor;
  link: CostLink;
  query: CostQuery;
  format: Format;
  /** group is null for the row of the total, and name with it. */
  row: { group: string | null; value: string; share: number | null; before: string | null };
  name: GroupName | null;
  largest: number;
  isOpen?: boolean;
};

export function CostTableRow({ actor, link, query, format, row, name, largest, isOpen }: CostTableRowProps) {
  const common = translationsHere("common");
  const { slug } = actor.organization;
  const own = row.group === null ? {} : { [query.groupBy]: [linkValue(row.group)] };
  return (
    <TableRow className={cn(row.group === null && "bg-muted/40 font-medium")}>
      <RowHead>
        {row.group === null || name === null ? (
          common("report.total")
        ) : (
          <div className="flex items-center gap-1">
            <Opener
              slug={slug}
              link={link}
              query={query}
              group={row.group}
              isOpen={isOpen ?? false}
              name={name}
            />
            <GroupCell
              actor={actor}
              dimension={query.groupBy}
              group={row.group}
              name={name}
              href={partAddress(slug, link, query.groupBy, row.group)}
            />
          </div>
        )}
      </RowHead>
      <TableCell numeric>
        <Link
          href={rowsAddress(slug, { ...link, ...own })}
          prefetch={false}
          className="underline-offset-4 hover:underline"
        >
          <Dollars amount={row.value} format={format} />
        </Link>
      </TableCell>
      <TableCell numeric>
        {row.group !== null && <ShareBar share={row.share} largest={largest} format={format} />}
      </TableCell>
      {query.comparedWith && (
        <TableCell numeric>
          <Change
            value={row.value}
            before={row.before}
            format={format}
            unit="money"
            href={rowsAddress(slug, { ...link, ...own, ...asCustom(query.comparedWith) })}
          />
        </TableCell>
      )}
    </TableRow>
  );
}

type OpenerProps = {
  slug: string;
  link: CostLink;
  query: CostQuery;
  group: string;
  name: GroupName;
  isOpen: boolean;
};

/** Opens a row into its parts, by an address that can be handed on. */
function Opener({ slug, link, query, group, name, isOpen }: OpenerProps) {
  if (!partOf(query.groupBy)) return null;
  const t = translationsHere("costs");
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <Link
      href={costAddress(slug, { ...link, open: isOpen ? null : linkValue(group) })}
      scroll={false}
      aria-expanded={isOpen}
      aria-label={t(isOpen ? "close" : "open", { name: name.label })}
      className="text-muted-foreground hover:text-foreground -ml-1 rounded-sm p-0.5"
    >
      <Icon aria-hidden className="size-4" />
    </Link>
  );
}
