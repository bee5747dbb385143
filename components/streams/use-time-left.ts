import { useTranslations } from "#components/intl/use-translations.ts";

/** Words for the seconds that something will still take. */
export function useTimeLeft(): (seconds: number) => string {
  const t = useTranslations("streams");
  return (seconds) => {
    if (seconds < 60) return t("left.seconds");
    if (seconds < 5_400) return t("left.minutes", { minutes: Math.round(seconds / 60) });
    return t("left.hours", { hours: Math.round(seconds / 3600) });
  };
}
