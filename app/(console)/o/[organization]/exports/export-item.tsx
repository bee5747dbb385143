"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { RelativeTime } from "#components/time.tsx";
import { useFormat } from "#components/use-format.ts";
import type { ListedExport } from "#lib/exports/list.ts";
import { ExportActions } from "./export-actions.tsx";
import { ExportFiles } from "./export-files.tsx";
import { ExportError, ExportProgress, PhaseBadge } from "./export-state.tsx";

type ExportItemProps = { organization: string; job: ListedExport; onDone: () => void };

function usePeriod(): (job: ListedExport) => string | null {
  const t = useTranslations("exports");
  const format = useFormat();
  return ({ from, through }) => {
    if (from && through) return t("period", { from: format.day(from), through: format.day(through) });
    if (from) return t("periodFrom", { from: format.day(from) });
    return through ? t("periodThrough", { through: format.day(through) }) : null;
  };
}

/** One export: what was asked for, how far it is, what can be done about it, and what it holds. */
export function ExportItem({ organization, job, onDone }: ExportItemProps) {
  const t = useTranslations("exports");
  const period = usePeriod();
  const name = job.sets.map((set) => t(`sets.${set}`)).join(t("separator"));
  const facts = [
    job.format === "csv" ? "CSV" : "JSON Lines",
    period(job),
    job.isFiltered && t("filtered"),
    job.askedBy,
  ].filter(Boolean);
  const hasBegun = job.total !== null || job.done > 0;
  const isOpen =
    ["queued", "running", "waiting", "paused"].includes(job.phase) || (job.phase === "failed" && hasBegun);
  return (
    <li className="grid gap-2 px-4 py-3.5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-2">
            <h2 className="text-sm font-medium">{name}</h2>
            <PhaseBadge phase={job.phase} />
          </div>
          <p className="text-muted-foreground mt-0.5 text-xs">
            {facts.join(" · ")} · <RelativeTime at={job.createdAt} />
          </p>
        </div>
        {job.mayChange && (
          <div className="flex flex-wrap items-center gap-1.5">
            <ExportActions organization={organization} name={name} job={job} onDone={onDone} />
          </div>
        )}
      </div>
      {isOpen && <ExportProgress label={name} job={job} />}
      <ExportError job={job} />
      <ExportFiles job={job} />
      {job.phase === "expired" && <p className="text-muted-foreground text-xs">{t("expiredBody")}</p>}
    </li>
  );
}
