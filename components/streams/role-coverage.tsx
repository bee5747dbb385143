"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import { RelativeTime } from "#components/time.tsx";
import type { RoleCoverage as Coverage } from "#lib/streams/role-coverage.ts";

/** How complete the roles are: they are asked for in turns, over many runs. */
export function RoleCoverage({ coverage }: { coverage: Coverage | null }) {
  const t = useTranslations("streams");
  if (!coverage || coverage.total === 0) return null;
  const { asked, total, oldestAt } = coverage;
  return (
    <p className="text-muted-foreground text-xs tabular-nums">
      {t("coverage.asked", { asked, total })}
      {oldestAt && <> · {t.rich("coverage.oldest", { ago: () => <RelativeTime at={oldestAt} /> })}</>}
    </p>
  );
}
