"use client";
import { EyeOff } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Time } from "#components/time.tsx";
import { cn } from "#components/ui/cn.ts";
import type { BlindPeriod } from "#lib/streams/blind-periods.ts";

const questions = ["project_line_item", "member", "api_key"] as const;

function Period({ period }: { period: BlindPeriod }) {
  const t = useTranslations("streams");
  const { from, to, reason, detail, outcome } = period;
  const question = questions.find((known) => known === detail) ?? "other";
  return (
    <li className={cn("flex gap-1.5", outcome === "made_good" ? "text-muted-foreground" : "text-warning")}>
      <EyeOff aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>
        {to === null
          ? t.rich("blind.since", { from: () => <Time at={from} /> })
          : t.rich("blind.between", { from: () => <Time at={from} />, to: () => <Time at={to} /> })}{" "}
        {t("blind.told", {
          reason: t(`blind.reasons.${reason}`, { question: t(`blind.questions.${question}`) }),
          outcome: t(`blind.outcomes.${outcome}`),
        })}
      </span>
    </li>
  );
}

export function BlindPeriods({ periods }: { periods: readonly BlindPeriod[] }) {
  const t = useTranslations("streams");
  if (periods.length === 0) return null;
  return (
    <ul aria-label={t("blind.title")} className="grid gap-0.5 text-xs">
      {periods.map((period) => (
        <Period key={period.id} period={period} />
      ))}
    </ul>
  );
}
