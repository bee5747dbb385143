"use client";
import { useTranslations } from "#components/intl/use-translations.ts";
import type { Tone } from "#components/ui/badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Outcome } from "#lib/generated/prisma/enums.ts";

const tones: Record<Outcome, Tone> = {
  started: "neutral",
  succeeded: "success",
  failed: "destructive",
  unknown: "warning",
};

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const t = useTranslations("trail");
  return <Badge tone={tones[outcome]}>{t(`outcomes.${outcome}`)}</Badge>;
}
