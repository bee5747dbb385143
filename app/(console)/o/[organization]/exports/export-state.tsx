"use client";
import { LoaderCircle } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Time } from "#components/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Tone } from "#components/ui/badge.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { useFormat } from "#components/use-format.ts";
import type { JobPhase } from "#lib/background-jobs/describe.ts";
import type { ListedExport } from "#lib/exports/list.ts";

const tones: Record<JobPhase, Tone> = {
  queued: "neutral",
  running: "primary",
  waiting: "warning",
  paused: "warning",
  cancelled: "neutral",
  failed: "destructive",
  done: "success",
  expired: "outline",
};

export function PhaseBadge({ phase }: { phase: JobPhase }) {
  const t = useTranslations("exports");
  return (
    <Badge tone={tones[phase]}>
      {phase === "running" && <LoaderCircle aria-hidden className="motion-safe:animate-spin" />}
      {t(`phases.${phase}`)}
    </Badge>
  );
}

function useTimeLeft(): (seconds: number) => string {
  const t = useTranslations("exports");
  return (seconds) => {
    if (seconds < 60) return t("left.seconds", { seconds });
    if (seconds < 5_400) return t("left.minutes", { minutes: Math.round(seconds / 60) });
    return t("left.hours", { hours: Math.round(seconds / 3600) });
  };
}

export function ExportProgress({ label, job }: { label: string; job: ListedExport }) {
  const t = useTranslations("exports");
  const format = useFormat();
  const timeLeft = useTimeLeft();
  const { done, total, rate, secondsLeft, phase } = job;
  const isPrepared = total !== null || done > 0;
  const parts = [
    total === null ? t(isPrepared ? "done" : "counting", { done }) : t("doneOf", { done, total }),
    rate !== null && t("rate", { rate: format.number(Math.round(rate)) }),
    secondsLeft !== null && timeLeft(secondsLeft),
  ];
  return (
    <div className="grid max-w-md gap-1">
      <Progress label={label} value={total === null || total === 0 ? null : done / total} />
      <p className="text-muted-foreground text-xs tabular-nums">
        {phase === "queued" && total === null ? t("waitsForWorker") : parts.filter(Boolean).join(" · ")}
      </p>
    </div>
  );
}

const known = ["diskFull", "databaseAway", "permissionLost", "pieceLost"] as const;

export function ExportError({ job }: { job: ListedExport }) {
  const t = useTranslations("exports");
  if (!job.error || (job.phase !== "waiting" && job.phase !== "failed")) return null;
  const code = known.find((one) => one === job.error?.code) ?? "unexpected";
  return (
    <p className={job.phase === "failed" ? "text-destructive text-xs" : "text-warning text-xs"}>
      {t(`problems.${code}`)}{" "}
      {job.phase === "waiting" &&
        job.notBefore &&
        t.rich("triedAgainAt", { time: () => <Time at={job.notBefore ?? ""} show="time" /> })}
    </p>
  );
}
