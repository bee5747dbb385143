"use client";
import type { ReactNode } from "react";
import { useEffect, useEffectEvent, useRef } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "#components/intl/use-translations.ts";
import { loadLater } from "#components/load-later.ts";
import { Button } from "#components/ui/button.tsx";
import { useShallowParam } from "#components/use-shallow-param.ts";
import type { DescribedEvent } from "#lib/audit-events/describe.ts";
import { EventItem, columnsClass } from "./event-item.tsx";
import type { EventPage } from "./load-events.ts";
import { useEvents } from "./use-events.ts";

const sheet = loadLater(() => import("./event-sheet.tsx"));

type EventListProps = {
  organization: string;
  /** The filter, as a query. */ query: string;
  first: EventPage;
};

/** How many rows before the last one the next page is asked for. */
const ahead = 30;

function Head() {
  const t = useTranslations("audit");
  return (
    <div
      aria-hidden
      className={`${columnsClass} border-border bg-muted/50 text-muted-foreground hidden h-9 border-b text-xs font-medium md:grid`}
    >
      {(["time", "event", "actor", "project", "ip"] as const).map((column) => (
        <span key={column}>{t(`columns.${column}`)}</span>
      ))}
    </div>
  );
}

type FootProps = { isLoading: boolean; isFailed: boolean; hasMore: boolean; onRetry: () => void };

/** What comes after the last row: more, a failure, or nothing. */
function Foot({ isLoading, isFailed, hasMore, onRetry }: FootProps) {
  const t = useTranslations("audit");
  const common = useTranslations("common");
  return (
    <div role="status" className="text-muted-foreground flex items-center justify-center gap-3 p-3 text-xs">
      {isFailed && (
        <>
          {t("loadFailed")} <Button onClick={onRetry}>{common("tryAgain")}</Button>
        </>
      )}
      {!isFailed && isLoading && t("loadingMore")}
      {!isFailed && !hasMore && t("end")}
    </div>
  );
}

type RowsProps = {
  events: DescribedEvent[];
  isWhole: boolean;
  onNearEnd: () => void;
  onOpen: (place: string) => void;
};

/** Only the rows in sight are in the document. */
function Rows({ events, isWhole, onNearEnd, onOpen, children }: RowsProps & { children: ReactNode }) {
  const t = useTranslations("audit");
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 53,
    overscan: 12,
    initialRect: { width: 1000, height: 800 },
    getItemKey: (index) => events[index]?.place ?? index,
  });
  const rows = virtualizer.getVirtualItems();
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= events.length - ahead;
  const readOn = useEffectEvent(onNearEnd);
  useEffect(() => {
    if (isNearEnd) readOn();
  }, [isNearEnd, events.length]);

  const items = rows.map((row) => ({ row, event: events[row.index] }));
  return (
    <div ref={scroller} tabIndex={-1} className="max-h-[max(24rem,calc(100dvh-19rem))] overflow-y-auto">
      <div
        role="list"
        aria-label={t("title")}
        className="relative"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map(
          ({ row, event }) =>
            event && (
              <div
                key={row.key}
                ref={virtualizer.measureElement}
                role="listitem"
                aria-setsize={isWhole ? events.length : -1}
                aria-posinset={row.index + 1}
                data-index={row.index}
                className="border-border absolute inset-x-0 top-0 border-b"
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <EventItem event={event} onOpen={onOpen} />
              </div>
            ),
        )}
      </div>
      {children}
    </div>
  );
}

/** The events that the filter shows, read on as they are scrolled; a row opens its event beside the list. */
export function EventList({ organization, query, first }: EventListProps) {
  const [opened, open] = useShallowParam("event");
  const part = sheet.usePart(opened !== null);
  const { events, next, state, readOn } = useEvents(`/o/${organization}/audit/events`, query, first);
  return (
    <div onPointerEnter={sheet.prepare} onFocus={sheet.prepare}>
      <Head />
      <Rows
        events={events}
        isWhole={next === null}
        onNearEnd={() => state !== "failed" && readOn()}
        onOpen={open}
      >
        <Foot
          isLoading={state === "loading"}
          isFailed={state === "failed"}
          hasMore={next !== null}
          onRetry={readOn}
        />
      </Rows>
      {part && <part.EventSheet organization={organization} place={opened} onClose={() => open(null)} />}
    </div>
  );
}
