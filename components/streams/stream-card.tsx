"use client";
import type { ReactNode } from "react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { BlindPeriods } from "#components/streams/blind-periods.tsx";
import { PauseButton } from "#components/streams/pause-button.tsx";
import { RoleCoverage } from "#components/streams/role-coverage.tsx";
import { StreamError } from "#components/streams/stream-error.tsx";
import { StreamHealth } from "#components/streams/stream-health.tsx";
import { StreamPace } from "#components/streams/stream-pace.tsx";
import { StreamProgress } from "#components/streams/stream-progress.tsx";
import { SyncNow } from "#components/streams/sync-now.tsx";
import { useAsOf } from "#components/streams/use-as-of.ts";
import { RelativeTime } from "#components/time.tsx";
import { Card } from "#components/ui/card.tsx";
import {
  RowHead,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import { useFormat } from "#components/use-format.ts";
import type { AsOf } from "#lib/streams/as-of.ts";
import type { ListedStream } from "#lib/streams/list.ts";
import { streamKinds } from "#lib/sync/kinds.ts";

type StreamCardProps = {
  organization: string;
  initial: AsOf;
  maySync: boolean;
  mayPause: boolean;
  /** Buttons before the one that reads everything. */
  actions: ReactNode;
};

function StreamRow({ stream, children }: { stream: ListedStream; children: ReactNode }) {
  const t = useTranslations("streams");
  const format = useFormat();
  const name = t(`kinds.${stream.kind}`);
  const history = stream.backfilledAt ? t("historyComplete") : t("historyUnderWay");
  return (
    <TableRow>
      <RowHead className="font-medium sm:whitespace-nowrap">{name}</RowHead>
      <TableCell className="min-w-52">
        <div className="grid max-w-md gap-1 py-1">
          <div>
            <StreamHealth health={stream.health} />
          </div>
          {stream.progress && <StreamProgress label={name} progress={stream.progress} />}
          <StreamError stream={stream} />
          <RoleCoverage coverage={stream.coverage} />
          <StreamPace pace={stream.pace} />
          <BlindPeriods periods={stream.blind} />
        </div>
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {stream.asOf ? <RelativeTime at={stream.asOf} /> : t("asOfNever")}
      </TableCell>
      <TableCell className="whitespace-nowrap">{stream.health === "never" ? "–" : history}</TableCell>
      <TableCell numeric>{format.number(stream.rowsMirrored)}</TableCell>
      <TableCell className="text-right">{children}</TableCell>
    </TableRow>
  );
}

/** Every stream with its progress, followed while any of them runs. */
export function StreamCard({ organization, initial, maySync, mayPause, actions }: StreamCardProps) {
  const t = useTranslations("streams");
  const { asOf, expect } = useAsOf(organization, [...streamKinds], initial);
  const isBusy = asOf.streams.some(({ progress }) => progress !== null);
  return (
    <Card
      flush
      title={t("title")}
      description={t("lead")}
      actions={
        <>
          {actions}
          {maySync && (
            <SyncNow
              organization={organization}
              kinds={[]}
              label={t("syncAll")}
              isRunning={isBusy}
              onDone={expect}
            />
          )}
        </>
      }
    >
      <Table label={t("title")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("stream")}</TableHead>
            <TableHead>{t("state")}</TableHead>
            <TableHead>{t("asOfColumn")}</TableHead>
            <TableHead>{t("history")}</TableHead>
            <TableHead numeric>{t("rows")}</TableHead>
            <TableHead>
              <span className="sr-only">{t("syncNow")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {asOf.streams.map((stream) => (
            <StreamRow key={stream.kind} stream={stream}>
              <div className="flex items-start justify-end gap-1">
                {maySync && (
                  <SyncNow
                    organization={organization}
                    kinds={[stream.kind]}
                    stream={t(`kinds.${stream.kind}`)}
                    isRunning={stream.progress !== null && stream.health !== "paused"}
                    isPaused={stream.health === "paused"}
                    onDone={expect}
                  />
                )}
                {mayPause && <PauseButton organization={organization} stream={stream} onDone={expect} />}
              </div>
            </StreamRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
