import { LoaderCircle } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { Badge } from "#components/ui/badge.tsx";
import { healthTones } from "#components/streams/health-tones.ts";
import type { StreamHealth as Health } from "#lib/streams/describe.ts";

export function StreamHealth({ health }: { health: Health }) {
  const t = useTranslations("streams");
  return (
    <Badge tone={healthTones[health]}>
      {health === "running" && <LoaderCircle aria-hidden className="motion-safe:animate-spin" />}
      {t(`health.${health}`)}
    </Badge>
  );
}
