"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ActionForm, SubmitButton } from "#components/action-form.tsx";
import { compareCountsAction } from "#components/streams/compare-actions.ts";
import { DifferenceTable } from "#components/streams/difference-table.tsx";
import { useTimeLeft } from "#components/streams/use-time-left.ts";
import { useComparison } from "#components/streams/use-comparison.ts";
import { Time } from "#components/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Comparison } from "#lib/comparisons/list.ts";

type ComparisonCardProps = { organization: string; initial: Comparison | null; mayCompare: boolean };

const choices = [7, 31, 92, 400];

function Running({ comparison }: { comparison: Comparison }) {
  const t = useTranslations("streams");
  const timeLeft = useTimeLeft();
  const { done = 0, total = null, secondsLeft = null } = comparison.progress ?? {};
  const words = [
    total === null ? t("compare.queued") : t("compare.running", { done, total }),
    secondsLeft !== null && timeLeft(secondsLeft),
  ];
  return (
    <div className="grid gap-1 px-4 pb-3 text-sm">
      <Progress label={t("compare.title")} value={total === null ? null : done / total} />
      <p className="tabular-nums">{words.filter(Boolean).join(" · ")}</p>
      {comparison.waiting && (
        <p className="text-muted-foreground text-xs break-words">{comparison.waiting}</p>
      )}
    </div>
  );
}

function Ended({ comparison }: { comparison: Comparison }) {
  const t = useTranslations("streams");
  const {
    days,
    actorLabel: actor,
    finishedAt,
    startedAt,
    counted,
    differing,
    differences,
    state,
  } = comparison;
  return (
    <div className="grid gap-1 px-4 pb-3 text-sm">
      <p>{t.rich("compare.ended", { actor, days, at: () => <Time at={finishedAt ?? startedAt} /> })}</p>
      {state !== "done" && <p className="text-warning">{t("compare.broken")}</p>}
      <p className={differing > 0 ? "text-destructive" : "text-muted-foreground"}>
        {differing > 0 ? t("compare.differ", { differing, counted }) : t("compare.same", { counted })}{" "}
        {differing > differences.length && t("compare.more", { shown: differences.length })}
      </p>
    </div>
  );
}

export function ComparisonCard({ organization, initial, mayCompare }: ComparisonCardProps) {
  const t = useTranslations("streams");
  const { comparison, reload } = useComparison(organization, initial);
  const isRunning = comparison?.progress != null;
  return (
    <Card
      flush
      title={t("compare.title")}
      description={t("compare.lead")}
      actions={
        mayCompare && (
          <ActionForm
            action={compareCountsAction}
            organization={organization}
            namespace="streams"
            onDone={reload}
            className="flex flex-wrap items-center gap-2"
          >
            <Select name="days" defaultValue="31" aria-label={t("compare.days")} className="w-40">
              {choices.map((days) => (
                <option key={days} value={days}>
                  {t("compare.daysOption", { days })}
                </option>
              ))}
            </Select>
            <SubmitButton variant="secondary" disabled={isRunning}>
              {t("compare.start")}
            </SubmitButton>
          </ActionForm>
        )
      }
    >
      {comparison === null && <p className="text-muted-foreground px-4 pb-3 text-sm">{t("compare.never")}</p>}
      {comparison !== null &&
        (isRunning ? <Running comparison={comparison} /> : <Ended comparison={comparison} />)}
      {comparison !== null && comparison.differences.length > 0 && (
        <DifferenceTable organization={organization} comparison={comparison} mayReread={mayCompare} />
      )}
    </Card>
  );
}
