"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { rereadDaysAction } from "#components/streams/compare-actions.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { useFormat } from "#components/use-format.ts";
import type { Comparison, Difference } from "#lib/comparisons/list.ts";
import { streamKinds } from "#lib/sync/kinds.ts";

const measures = [
  "requests",
  "input_tokens",
  "output_tokens",
  "quantity",
  "amount",
  "events",
  "tenant_events",
  "rows",
  "group_members",
  "places",
  "refused",
] as const;

type Props = { organization: string; comparison: Comparison; mayReread: boolean };

function Figure({ value }: { value: string | null }) {
  const format = useFormat();
  return <TableCell numeric>{value === null ? "–" : format.number(value)}</TableCell>;
}

function DifferenceRow({ difference }: { difference: Difference }) {
  const format = useFormat();
  const t = useTranslations("streams");
  const measure = measures.find((one) => one === difference.measure) ?? "rows";
  const kind = streamKinds.find((one) => one === difference.stream);
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">{kind && t(`kinds.${kind}`)}</TableCell>
      <TableCell className="whitespace-nowrap">{difference.day ? format.day(difference.day) : "–"}</TableCell>
      <TableCell>
        {t(`compare.measures.${measure}`)}
        {difference.note && <p className="text-muted-foreground text-xs break-words">{difference.note}</p>}
      </TableCell>
      <Figure value={difference.upstream} />
      <Figure value={difference.mirror} />
    </TableRow>
  );
}

/** What differs, by stream and day, and a button for each stream that reads exactly these days again. */
export function DifferenceTable({ organization, comparison, mayReread }: Props) {
  const t = useTranslations("streams");
  const { id, differences } = comparison;
  const mendable = streamKinds.filter((kind) =>
    differences.some(({ stream, upstream }) => stream === kind && upstream !== null),
  );
  return (
    <>
      <Table label={t("compare.title")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("stream")}</TableHead>
            <TableHead>{t("compare.day")}</TableHead>
            <TableHead>{t("compare.measure")}</TableHead>
            <TableHead numeric>{t("compare.upstream")}</TableHead>
            <TableHead numeric>{t("compare.mirror")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {differences.map((difference) => (
            <DifferenceRow
              key={`${difference.stream} ${difference.day} ${difference.measure}`}
              difference={difference}
            />
          ))}
        </TableBody>
      </Table>
      {mayReread && (
        <div className="flex flex-wrap gap-2 px-4 py-3">
          {mendable.map((kind) => (
            <ActionForm
              key={kind}
              action={rereadDaysAction}
              organization={organization}
              namespace="streams"
              fields={{ comparisonId: id, kind }}
            >
              <SubmitButton variant="secondary" size="sm">
                {t(`kinds.${kind}`)}: {t("compare.reread")}
              </SubmitButton>
            </ActionForm>
          ))}
        </div>
      )}
    </>
  );
}
