import { useTranslations } from "#components/intl/use-translations.ts";
import { useTimeLeft } from "#components/streams/use-time-left.ts";
import { Progress } from "#components/ui/progress.tsx";
import { useFormat } from "#components/use-format.ts";
import type { StreamProgress as State } from "#lib/streams/describe.ts";
import { progressUnits } from "#lib/sync/kinds.ts";

export function StreamProgress({ label, progress }: { label: string; progress: State }) {
  const t = useTranslations("streams");
  const format = useFormat();
  const timeLeft = useTimeLeft();
  const { done, total, rate, secondsLeft } = progress;
  const unit = progressUnits.find((one) => one === progress.unit) ?? "rows";
  const counted = total === null ? t(`done.${unit}`, { done }) : t(`doneOf.${unit}`, { done, total });
  const parts = [
    counted,
    rate !== null && t("rate", { rate: format.number(rate >= 10 ? Math.round(rate) : rate.toFixed(1)) }),
    secondsLeft !== null && timeLeft(secondsLeft),
  ];
  return (
    <div className="grid gap-1">
      <Progress label={label} value={total === null || total === 0 ? null : done / total} />
      <p className="text-muted-foreground text-xs tabular-nums">{parts.filter(Boolean).join(" · ")}</p>
    </div>
  );
}
