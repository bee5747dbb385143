import Link from "next/link";
import { RelativeTime } from "#components/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { listEvents } from "#lib/audit-events/list.ts";
import { parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { describeHere } from "../audit/load-events.ts";

const shown = 8;

export async function EventsCard({ actor }: { actor: Actor }) {
  const [{ rows }, t] = await Promise.all([
    listEvents(actor, parseAuditFilter({}), null, shown),
    getTranslations("overview"),
  ]);
  const events = await describeHere(actor, rows);
  return (
    <Card
      title={t("events")}
      actions={
        <Link
          href={`/o/${actor.organization.slug}/audit`}
          className="text-primary text-xs underline-offset-4 hover:underline"
        >
          {t("allEvents")}
        </Link>
      }
    >
      {events.length === 0 && <p className="text-muted-foreground text-sm">{t("noEvents")}</p>}
      <ul className="divide-border divide-y">
        {events.map((event) => (
          <li
            key={event.place}
            className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 py-2 sm:grid-cols-[1fr_1fr_7rem]"
          >
            <Link
              className="min-w-0 break-words underline-offset-4 hover:underline"
              href={`/o/${actor.organization.slug}/audit?event=${encodeURIComponent(event.place)}`}
              prefetch={false}
              title={event.type}
            >
              {event.summary}
            </Link>
            <span className="text-muted-foreground order-last col-span-2 truncate text-xs sm:order-none sm:col-span-1">
              {event.actor?.name ?? t("noActor")}
            </span>
            <span className="text-muted-foreground text-right text-xs whitespace-nowrap">
              <RelativeTime at={event.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
