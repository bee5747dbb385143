"use client";
import { LoaderCircle } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { Tone } from "#components/ui/badge.tsx";
import type { StreamHealth as Health } from "#lib/streams/describe.ts";

export const healthTones: Record<Health, Tone> = {
  never: "neutral",
  running: "primary",
  waiting: "warning",
  failing: "destructive",
  paused: "warning",
  stale: "warning",
  fresh: "success",
};

/** How a stream is doing, in a word. */
export function StreamHealth({ health }: { health: Health }) {
  const t = useTranslations("streams");
  return (
    <Badge tone={healthTones[health]}>
      {health === "running" && <LoaderCircle aria-hidden className="motion-safe:animate-spin" />}
      {t(`health.${health}`)}
    </Badge>
  );
}
