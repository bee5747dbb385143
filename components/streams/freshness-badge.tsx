"use client";
import { ChevronDown, LoaderCircle } from "lucide-react";
import { useTranslations } from "use-intl";
import { RelativeTime, Time } from "#components/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { healthTones, StreamHealth } from "#components/streams/stream-health.tsx";
import { BlindPeriods } from "#components/streams/blind-periods.tsx";
import { StreamError } from "#components/streams/stream-error.tsx";
import { StreamProgress } from "#components/streams/stream-progress.tsx";
import { SyncNow } from "#components/streams/sync-now.tsx";
import { useAsOf } from "#components/streams/use-as-of.ts";
import type { AsOf } from "#lib/streams/as-of.ts";
import type { StreamHealth as Health } from "#lib/streams/describe.ts";
import type { ListedStream } from "#lib/streams/list.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";

type FreshnessBadgeProps = {
  organization: string;
  kinds: StreamKind[];
  initial: AsOf;
  maySync: boolean;
};

/** What is up to date needs no day. */
function AsOfText({ asOf, health }: { asOf: string | null; health: Health }) {
  const t = useTranslations("streams");
  if (asOf === null) return t("asOfNever");
  const show = health === "fresh" || health === "running" ? "time" : "dateTime";
  return t.rich("asOf", {
    time: () => <Time at={asOf} show={show} />,
    ago: () => <RelativeTime at={asOf} />,
  });
}

function StreamItem({ stream }: { stream: ListedStream }) {
  const t = useTranslations("streams");
  const name = t(`kinds.${stream.kind}`);
  return (
    <li className="grid gap-1 py-2 first:pt-0 last:pb-0">
      <div className="flex items-center justify-between gap-2">
        <span className="font-medium">{name}</span>
        <StreamHealth health={stream.health} />
      </div>
      {stream.progress ? (
        <StreamProgress label={name} progress={stream.progress} />
      ) : (
        <p className="text-muted-foreground text-xs">
          <AsOfText asOf={stream.asOf} health={stream.health} />
        </p>
      )}
      <StreamError stream={stream} />
      <BlindPeriods periods={stream.blind.filter(({ outcome }) => outcome !== "made_good")} />
    </li>
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
      <PopoverTrigger className="rounded-sm" title={t("details")}>
        <Badge tone={isWell ? "outline" : healthTones[asOf.health]} className={cn("h-6")}>
          {isBusy && <LoaderCircle aria-hidden className="motion-safe:animate-spin" />}
          <AsOfText asOf={asOf.asOf} health={asOf.health} />
          {!isWell && asOf.asOf !== null && <span>· {t(`health.${asOf.health}`)}</span>}
          <ChevronDown aria-hidden />
        </Badge>
      </PopoverTrigger>
      <PopoverContent align="start" className="grid w-80 gap-3">
        <ul className="divide-border max-h-80 divide-y overflow-y-auto">
          {asOf.streams.map((stream) => (
            <StreamItem key={stream.kind} stream={stream} />
          ))}
        </ul>
        {maySync && <SyncNow organization={organization} kinds={kinds} isRunning={isBusy} onDone={expect} />}
      </PopoverContent>
    </Popover>
  );
}
