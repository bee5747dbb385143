"use client";
import type { ReactNode } from "react";
import { useRef, useState } from "react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { loadLater } from "#components/load-later.ts";
import { Button } from "#components/ui/button.tsx";
import { useInSight } from "#components/use-in-sight.ts";
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

/** The rows of the first answer; the others that came with it follow once the page is hydrated. */
const screenful = 30;

/** How many pixels before the last row more are drawn, or asked for. */
const ahead = 1600;

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
  onEnd: () => void;
  onOpen: (place: string) => void;
  children: ReactNode;
};

/**
 * The rows read so far. The first answer draws as many as fill a screen; the browser skips what is out of sight
 * (content-visibility), so that a long list needs neither measuring nor taking rows out of the document.
 */
function Rows({ events, isWhole, onEnd, onOpen, children }: RowsProps) {
  const t = useTranslations("audit");
  const [drawn, setDrawn] = useState(screenful);
  const scroller = useRef<HTMLDivElement>(null);
  const end = useInSight<HTMLDivElement>(() => (drawn < events.length ? setDrawn(events.length) : onEnd()), {
    scroller,
    margin: ahead,
    state: `${drawn} ${events.length}`,
  });
  return (
    <div ref={scroller} tabIndex={-1} className="max-h-[max(24rem,calc(100dvh-19rem))] overflow-y-auto">
      <div role="list" aria-label={t("title")}>
        {events.slice(0, drawn).map((event, index) => (
          <div
            key={event.place}
            role="listitem"
            aria-setsize={isWhole ? events.length : -1}
            aria-posinset={index + 1}
            className="border-border border-b [contain-intrinsic-size:auto_3.3rem] [content-visibility:auto]"
          >
            <EventItem event={event} onOpen={onOpen} />
          </div>
        ))}
      </div>
      <div ref={end}>{children}</div>
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
        onEnd={() => state !== "failed" && readOn()}
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
