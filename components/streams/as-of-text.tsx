import { useTranslations } from "#components/intl/use-translations.ts";
import { RelativeTime, Time } from "#components/time.tsx";
import type { StreamHealth } from "#lib/streams/describe.ts";

type AsOfTextProps = { asOf: string | null; health: StreamHealth };

/** As of when, and how long ago; what is up to date needs no day. */
export function AsOfText({ asOf, health }: AsOfTextProps) {
  const t = useTranslations("streams");
  if (asOf === null) return t("asOfNever");
  const show = health === "fresh" || health === "running" ? "time" : "dateTime";
  return t.rich("asOf", {
    time: () => <Time at={asOf} show={show} />,
    ago: () => <RelativeTime at={asOf} />,
  });
}
