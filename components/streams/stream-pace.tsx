"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { useFormat } from "#components/use-format.ts";
import type { StreamPace as Pace } from "#lib/streams/pace.ts";

export function StreamPace({ pace }: { pace: Pace }) {
  const t = useTranslations("streams");
  const format = useFormat();
  if (pace.perMinute === null && pace.refusals === 0) return null;
  const limit =
    pace.perMinute === null ? t("pace.none") : t("pace.limit", { rate: format.number(pace.perMinute) });
  return (
    <p className="text-muted-foreground text-xs tabular-nums">
      {limit} · {t("pace.refusals", { refusals: pace.refusals, calls: pace.calls })}
    </p>
  );
}
