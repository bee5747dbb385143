import Link from "next/link";
import { withQuery } from "#components/address.ts";
import { RelativeTime } from "#components/time.tsx";
import { Card } from "#components/ui/card.tsx";
import type { DescribedEvent } from "#lib/audit-events/describe.ts";

type LatestEventsProps = {
  organization: string;
  title: string;
  events: readonly DescribedEvent[];
  /** Said where there are none. */
  none: string;
  /** What finds all of them in the audit log, each with a filter of the log. */
  ways: readonly { label: string; filter: Record<string, string> }[];
  /** Where all of them are by the same, nobody is named. */
  withActor?: boolean;
};

/** The latest events about something or by somebody, each a way into the audit log. */
export function LatestEvents({
  organization,
  title,
  events,
  none,
  ways,
  withActor = false,
}: LatestEventsProps) {
  const log = (query: Record<string, string>) =>
    withQuery(`/o/${organization}/audit`, new URLSearchParams(query).toString());
  return (
    <Card
      title={title}
      actions={ways.map(({ label, filter }) => (
        <Link
          key={label}
          className="text-primary ml-3 text-xs underline-offset-4 hover:underline"
          href={log(filter)}
        >
          {label}
        </Link>
      ))}
    >
      {events.length === 0 && <p className="text-muted-foreground text-sm">{none}</p>}
      <ul className="divide-border divide-y">
        {events.map((event) => (
          <li
            key={event.place}
            className="flex flex-wrap items-baseline justify-between gap-x-4 py-2 text-sm"
            title={event.type}
          >
            <Link
              className="min-w-0 break-words underline-offset-4 hover:underline"
              href={log({ event: event.place })}
            >
              {event.summary}
            </Link>
            <span className="text-muted-foreground text-xs whitespace-nowrap">
              {withActor && event.actor?.name} <RelativeTime at={event.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
