import { useTranslations } from "#components/intl/use-translations.ts";
import { AsOfText } from "#components/streams/as-of-text.tsx";
import { BlindPeriods } from "#components/streams/blind-periods.tsx";
import { StreamError } from "#components/streams/stream-error.tsx";
import { StreamHealth } from "#components/streams/stream-health.tsx";
import { StreamProgress } from "#components/streams/stream-progress.tsx";
import { SyncNow } from "#components/streams/sync-now.tsx";
import type { ListedStream } from "#lib/streams/list.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";

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

export type FreshnessDetailsProps = {
  organization: string;
  kinds: StreamKind[];
  streams: ListedStream[];
  maySync: boolean;
  isBusy: boolean;
  onAsked: () => void;
};

export function FreshnessDetails(props: FreshnessDetailsProps) {
  const { organization, kinds, streams, maySync, isBusy, onAsked } = props;
  return (
    <>
      <ul className="divide-border max-h-80 divide-y overflow-y-auto">
        {streams.map((stream) => (
          <StreamItem key={stream.kind} stream={stream} />
        ))}
      </ul>
      {maySync && <SyncNow organization={organization} kinds={kinds} isRunning={isBusy} onDone={onAsked} />}
    </>
  );
}
