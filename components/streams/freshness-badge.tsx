"use client";
import { ChevronDown, LoaderCircle } from "lucide-react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { loadLater } from "#components/load-later.ts";
import { AsOfText } from "#components/streams/as-of-text.tsx";
import { healthTones } from "#components/streams/health-tones.ts";
import type { FreshnessDetailsProps } from "#components/streams/freshness-details.tsx";
import { useAsOf } from "#components/streams/use-as-of.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import type { AsOf } from "#lib/streams/as-of.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";

const details = loadLater(() => import("#components/streams/freshness-details.tsx"));

type FreshnessBadgeProps = {
  organization: string;
  kinds: StreamKind[];
  initial: AsOf;
  maySync: boolean;
};

function Details(props: FreshnessDetailsProps) {
  const common = useTranslations("common");
  const part = details.usePart(true);
  if (part) return <part.FreshnessDetails {...props} />;
  return (
    <p role="status" className="text-muted-foreground">
      {common("loading")}
    </p>
  );
}

/** The badge of <Freshness>: as-of time and worst health; opens to each stream and "Sync now". */
export function FreshnessBadge({ organization, kinds, initial, maySync }: FreshnessBadgeProps) {
  const t = useTranslations("streams");
  const { asOf, isAwaiting, expect } = useAsOf(organization, kinds, initial);
  const isWell = asOf.health === "fresh" || asOf.health === "running";
  const isBusy = isAwaiting || asOf.streams.some(({ progress }) => progress !== null);
  return (
    <Popover>
      <PopoverTrigger
        className="max-w-full rounded-sm"
        title={t("details")}
        onPointerEnter={details.prepare}
        onFocus={details.prepare}
      >
        <Badge
          tone={isWell ? "outline" : healthTones[asOf.health]}
          className="h-6 max-sm:h-auto max-sm:min-h-6 max-sm:flex-wrap max-sm:gap-y-0"
        >
          {isBusy && <LoaderCircle aria-hidden className="motion-safe:animate-spin" />}
          <AsOfText asOf={asOf.asOf} health={asOf.health} />
          {!isWell && asOf.asOf !== null && <span>· {t(`health.${asOf.health}`)}</span>}
          <ChevronDown aria-hidden />
        </Badge>
      </PopoverTrigger>
      <PopoverContent align="start" className="grid w-80 gap-3">
        <Details
          organization={organization}
          kinds={kinds}
          streams={asOf.streams}
          maySync={maySync}
          isBusy={isBusy}
          onAsked={expect}
        />
      </PopoverContent>
    </Popover>
  );
}
