"use client";
import type { ReactNode } from "react";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { parseAsString, useQueryState } from "nuqs";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import type { DescribedEvent } from "#lib/audit-events/describe.ts";
import { EventItem, columnsClass } from "./event-item.tsx";
import { EventSheet } from "./event-sheet.tsx";
import { fetchJson } from "./fetch-json.ts";
import type { EventPage } from "./load-events.ts";

type EventListProps = {
  organization: string;
  /** The filter, as a query. */ query: string;
  first: EventPage;
};

/** How many rows before the last one the next page is asked for. */
const ahead = 30;

function useEvents({ organization, query, first }: EventListProps) {
  return useInfiniteQuery({
    queryKey: ["audit-events", organization, query],
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam === null ? "" : `after=${encodeURIComponent(pageParam)}&`;
      return fetchJson<EventPage>(`/o/${organization}/audit/events?${after}${query}`, signal);
    },
    initialPageParam: null as string | null,
    initialData: { pages: [first], pageParams: [null] },
    getNextPageParam: (page) => page.next,
    // A log only grows at its head, which a visit to the page reads anew.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

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
export function EventList(props: EventListProps) {
  const [opened, open] = useQueryState("event", parseAsString);
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage, isError } = useEvents(props);
  const events = useMemo(() => data.pages.flatMap((page) => page.events), [data]);
  const readOn = () => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  };
  return (
    <>
      <Head />
      <Rows events={events} isWhole={!hasNextPage} onNearEnd={readOn} onOpen={(place) => void open(place)}>
        <Foot
          isLoading={isFetchingNextPage}
          isFailed={isError}
          hasMore={hasNextPage}
          onRetry={() => void fetchNextPage()}
        />
      </Rows>
      <EventSheet organization={props.organization} place={opened} onClose={() => void open(null)} />
    </>
  );
}
