import { memo } from "react";
import { useTranslations } from "#components/intl/use-translations.ts";
import { ShallowLink } from "#components/shallow-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { useFormat } from "#components/use-format.ts";
import type { DescribedEvent } from "#lib/audit-events/describe.ts";
import { visible } from "#lib/audit-events/visible.ts";

/** The columns of the list, shared by its head and its rows. */
export const columnsClass =
  "grid w-full grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 px-4 md:grid-cols-[11.5rem_minmax(0,1fr)_minmax(0,13rem)_minmax(0,9rem)_8.5rem] md:items-center xl:grid-cols-[11.5rem_minmax(0,1fr)_minmax(0,16.5rem)_minmax(0,11rem)_8.5rem]";

type EventItemProps = { event: DescribedEvent; onOpen: (place: string) => void };

function Item({ event, onOpen }: EventItemProps) {
  const t = useTranslations("audit");
  const format = useFormat();
  return (
    <ShallowLink
      name="event"
      value={event.place}
      className={`${columnsClass} hover:bg-muted/45 min-h-11 py-1.5 text-left text-sm focus-visible:-outline-offset-2`}
      onOpen={onOpen}
    >
      <time
        dateTime={event.at}
        title={format.exactTime(event.at)}
        className="text-muted-foreground order-2 text-xs tabular-nums md:order-none md:text-sm"
      >
        {format.dateTime(event.at)}
      </time>
      <span className="order-first col-span-2 min-w-0 md:order-none md:col-span-1">
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium" title={event.summary}>
            {event.summary}
          </span>
          {event.isTenant && <Badge tone="outline">{t("detail.tenant")}</Badge>}
        </span>
        <code className="text-muted-foreground block truncate text-xs">{visible(event.type)}</code>
      </span>
      <span className="order-1 truncate text-xs md:order-none md:text-sm" title={event.actor?.name}>
        {event.actor?.name ?? <span className="text-muted-foreground">{t("unknownActor")}</span>}
      </span>
      <span className="hidden truncate md:block" title={event.project?.name}>
        {event.project?.name}
      </span>
      <span className="text-muted-foreground hidden truncate text-xs tabular-nums md:block">
        {visible(event.ip)}
      </span>
    </ShallowLink>
  );
}

/** One event of the list; the whole row is a link to its details. Drawn once, however long the list grows. */
export const EventItem = memo(Item);
