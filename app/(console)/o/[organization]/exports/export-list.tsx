"use client";
import type { ReactNode } from "react";
import { FileDown } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Card } from "#components/ui/card.tsx";
import type { LongWork } from "#lib/exports/list-long-work.ts";
import type { PageRequest } from "#lib/keyset/keyset.ts";
import { BackfillItem } from "./backfill-item.tsx";
import { ExportItem } from "./export-item.tsx";
import { useLongWork } from "./use-long-work.ts";

type ExportListProps = {
  organization: string;
  initial: LongWork;
  /** Which page of exports it is. */ place: PageRequest;
  /** The way to the other pages. */ children: ReactNode;
};

export function ExportList({ organization, initial, place, children }: ExportListProps) {
  const t = useTranslations("exports");
  const { work, lookAgain } = useLongWork(organization, place, initial);
  return (
    <Card flush>
      {work.exports.length + work.backfills.length === 0 ? (
        <EmptyState title={t("empty")} icon={<FileDown />}>
          {t("emptyBody")}
        </EmptyState>
      ) : (
        <ul aria-label={t("title")} className="divide-border divide-y">
          {work.backfills.map((stream) => (
            <BackfillItem key={stream.kind} organization={organization} stream={stream} />
          ))}
          {work.exports.map((job) => (
            <ExportItem key={job.id} organization={organization} job={job} onDone={lookAgain} />
          ))}
        </ul>
      )}
      {children}
    </Card>
  );
}
