import Link from "next/link";
import { RelativeTime } from "#components/time.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { listKeyEvents } from "#lib/keys/list-events.ts";
import { describeHere } from "../../../audit/load-events.ts";

export async function KeyEvents({ actor, keyId }: { actor: Actor; keyId: string }) {
  const t = await getTranslations("keys");
  const events = await describeHere(actor, await listKeyEvents(actor, keyId));
  const page = `/o/${actor.organization.slug}/audit` as const;
  const link = "text-primary text-xs underline-offset-4 hover:underline";
  return (
    <Card
      title={t("events")}
      actions={
        <span className="flex gap-3">
          <Link className={link} href={`${page}?resource=${encodeURIComponent(keyId)}`}>
            {t("eventsAbout")}
          </Link>
          <Link className={link} href={`${page}?actor=${encodeURIComponent(keyId)}`}>
            {t("eventsBy")}
          </Link>
        </span>
      }
    >
      {events.length === 0 && <p className="text-muted-foreground text-sm">{t("noEvents")}</p>}
      <ul className="divide-border divide-y">
        {events.map((event) => (
          <li key={event.place} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
            <Link
              className="min-w-0 break-words underline-offset-4 hover:underline"
              href={`${page}?event=${encodeURIComponent(event.place)}`}
            >
              {event.summary}
            </Link>
            <span className="text-muted-foreground text-xs whitespace-nowrap">
              {event.actor?.name} <RelativeTime at={event.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
