import Link from "next/link";
import { Change } from "#components/report/change.tsx";
import { Dollars } from "#components/report/dollars.tsx";
import { labelGroups } from "#components/report/group-labels.ts";
import { ShareBar } from "#components/report/share-bar.tsx";
import { TableCell, TableRow } from "#components/ui/table.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { CostLink, CostQuery } from "#lib/costs/filters.ts";
import { costParts, partOf } from "#lib/costs/table.ts";
import type { Format } from "#lib/i18n/format.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { largestShare } from "#lib/usage/largest-share.ts";
import { linkValue } from "#lib/usage/filters.ts";
import { rowsAddress } from "./address.ts";

type CostPartsProps = { actor: Actor; link: CostLink; query: CostQuery; format: Format; group: string };

/** The rows below an open row. Shares are of that row. */
export async function CostParts({ actor, link, query, format, group }: CostPartsProps) {
  const part = partOf(query.groupBy);
  const parts = await costParts(actor, query, group);
  if (!part || !parts) return null;
  const [t, labelOf] = await Promise.all([
    getTranslations("costs"),
    labelGroups(
      actor,
      part,
      parts.rows.map((row) => row.group),
    ),
  ]);
  return (
    <>
      {parts.rows.map((row) => (
        <TableRow key={row.group} className="bg-muted/25">
          <TableCell className="h-9 pl-10 text-xs">{labelOf(row.group).label}</TableCell>
          <TableCell numeric className="h-9 text-xs">
            <Link
              href={rowsAddress(actor.organization.slug, {
                ...link,
                [query.groupBy]: [linkValue(group)],
                [part]: [linkValue(row.group)],
              })}
              prefetch={false}
              className="underline-offset-4 hover:underline"
            >
              <Dollars amount={row.value} format={format} />
            </Link>
          </TableCell>
          <TableCell numeric className="h-9 text-xs">
            <ShareBar share={row.share} largest={largestShare(parts.rows)} format={format} />
          </TableCell>
          {query.comparedWith && (
            <TableCell numeric className="h-9 text-xs">
              <Change value={row.value} before={row.before} format={format} unit="money" />
            </TableCell>
          )}
        </TableRow>
      ))}
      {parts.next !== null && (
        <TableRow>
          <TableCell colSpan={4} className="text-muted-foreground h-9 pl-10 text-xs">
            {t("moreParts")}
          </TableCell>
        </TableRow>
      )}
    </>
  );
}
