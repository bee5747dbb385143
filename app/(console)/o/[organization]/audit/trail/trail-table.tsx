import { EmptyState } from "#components/empty-state.tsx";
import { KeysetPager } from "#components/keyset-pager.tsx";
import {
  RowHead,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import { anyKey } from "#lib/i18n/any-key.ts";
import { visible } from "#lib/audit-events/visible.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import type { PageRequest } from "#lib/keyset/keyset.ts";
import { actionLabel, targetLabel } from "#lib/trail/label.ts";
import { listTrail } from "#lib/trail/list.ts";
import type { TrailFilter } from "#lib/trail/parse-filter.ts";
import { OpenOperation } from "./open-operation.tsx";
import { OutcomeBadge } from "./outcome-badge.tsx";

type TrailTableProps = { actor: Actor; filter: TrailFilter; request: PageRequest };

export async function TrailTable({ actor, filter, request }: TrailTableProps) {
  const [page, t, common, format] = await Promise.all([
    listTrail(actor, filter, request),
    getTranslations("trail"),
    getTranslations("common"),
    getFormat(actor.organization.timeZone),
  ]);
  const words = anyKey(t);
  const isFiltered = Object.values(filter).some((value) => value !== null);
  if (page.rows.length === 0 && isFiltered)
    return <EmptyState title={t("noMatches")}>{common("noMatchesBody")}</EmptyState>;
  if (page.rows.length === 0) return <EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>;

  return (
    <>
      <Table label={t("title")}>
        <TableHeader>
          <TableRow>
            {(["time", "action", "target", "actor", "outcome"] as const).map((column) => (
              <TableHead key={column}>{t(`columns.${column}`)}</TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.rows.map((row) => (
            <TableRow key={row.id}>
              <TableCell className="text-muted-foreground whitespace-nowrap tabular-nums">
                <time dateTime={row.at.toISOString()} title={format.exactTime(row.at)}>
                  {format.dateTime(row.at)}
                </time>
              </TableCell>
              <RowHead>
                <OpenOperation operation={row.operationId}>{actionLabel(words, row.action)}</OpenOperation>
              </RowHead>
              <TableCell>
                <span className="block max-w-72 truncate">{visible(row.targetLabel)}</span>
                <span className="text-muted-foreground text-xs">{targetLabel(words, row.targetKind)}</span>
              </TableCell>
              <TableCell>
                <span className="block max-w-56 truncate">{visible(row.actorLabel)}</span>
                {row.actorKind === "job" && (
                  <span className="text-muted-foreground text-xs">{t("detail.job")}</span>
                )}
              </TableCell>
              <TableCell>
                <OutcomeBadge outcome={row.outcome} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <KeysetPager previous={page.previous} next={page.next} />
    </>
  );
}
