import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { askedQuery } from "#components/asked-query.ts";
import { TableHead } from "#components/ui/table.tsx";

type SortHeadProps = {
  sort: string;
  label: string;
  current: { sort: string; descending: boolean };
  /** The larger comes first when it is chosen: times and counts. */
  descendingFirst?: boolean;
  numeric?: boolean;
};

/** A column that the table can be sorted by: the order is kept in the address as ?sort=…&dir=…. */
export async function SortHead(props: SortHeadProps) {
  const { sort, label, current, descendingFirst = false, numeric = false } = props;
  const query = await askedQuery(["before", "after", "sort", "dir"]);
  const isActive = current.sort === sort;
  const isNextDescending = isActive ? !current.descending : descendingFirst;
  const Icon = !isActive ? ChevronsUpDown : current.descending ? ArrowDown : ArrowUp;
  return (
    <TableHead
      numeric={numeric}
      {...(isActive && { "aria-sort": current.descending ? "descending" : "ascending" })}
    >
      <Link
        href={{ query: { ...query, sort, dir: isNextDescending ? "desc" : "asc" } }}
        scroll={false}
        className="hover:text-foreground inline-flex items-center gap-1 rounded-sm py-1 [&_svg]:size-3.5"
      >
        {label}
        <Icon aria-hidden className={isActive ? "" : "opacity-50"} />
      </Link>
    </TableHead>
  );
}
