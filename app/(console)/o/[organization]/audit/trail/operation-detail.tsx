"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { CopyableCode } from "#components/copyable-code.tsx";
import { DescriptionList } from "#components/description-list.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { useFormat } from "#components/use-format.ts";
import { anyKey } from "#lib/i18n/any-key.ts";
import { targetLabel } from "#lib/trail/label.ts";
import type { OperationEntry } from "#lib/trail/get-operation.ts";
import { diff } from "#lib/trail/diff.ts";
import { FieldTable } from "./field-table.tsx";
import { OutcomeBadge } from "./outcome-badge.tsx";

type AnsweredEntry = Omit<OperationEntry, "at"> & { at: string };

export type OperationAnswer = AnsweredEntry[];

type OperationDetailProps = { operation: string; entries: AnsweredEntry[]; last: AnsweredEntry };

function History({ entries }: { entries: AnsweredEntry[] }) {
  const t = useTranslations("trail");
  const format = useFormat();
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-medium">{t("detail.history")}</h3>
      <ol className="grid gap-1.5">
        {entries.map((entry) => (
          <li key={entry.id} className="flex flex-wrap items-center gap-2 text-sm">
            <OutcomeBadge outcome={entry.outcome} />
            <time dateTime={entry.at} className="text-muted-foreground text-xs">
              {format.exactTime(entry.at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function OperationDetail({ operation, entries, last }: OperationDetailProps) {
  const t = useTranslations("trail");
  const kind = targetLabel(anyKey(t), last.targetKind);
  const items = [
    { label: t("detail.actor"), value: last.actorLabel },
    { label: t("detail.target"), value: `${kind} · ${last.targetLabel}` },
    {
      label: t("detail.targetId"),
      value: last.targetId !== last.targetLabel && <code>{last.targetId}</code>,
    },
    { label: t("detail.reason"), value: last.reason },
    { label: t("detail.request"), value: last.requestId && <code>{last.requestId}</code> },
    { label: t("detail.operation"), value: <CopyableCode text={operation} label={t("detail.copyId")} /> },
  ];
  const isDone = last.outcome === "succeeded";
  return (
    <>
      <DescriptionList items={items.filter(({ value }) => value)} />
      {last.error && (
        <Alert tone={last.outcome === "unknown" ? "warning" : "destructive"} title={t("detail.error")}>
          {last.error}
        </Alert>
      )}
      <History entries={entries} />
      {last.input !== null && <FieldTable title={t("detail.asked")} changes={diff(null, last.input)} />}
      {isDone && last.before !== null && (
        <FieldTable title={t("detail.changes")} changes={diff(last.before, last.after)} isDiff />
      )}
      {last.before === null && last.after !== null && (
        <FieldTable title={t("detail.result")} changes={diff(null, last.after)} />
      )}
      {!isDone && last.before !== null && (
        <FieldTable title={t("detail.was")} changes={diff(null, last.before)} />
      )}
    </>
  );
}
