import Link from "next/link";
import { Time } from "#components/time.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { listMemberEvents } from "#lib/members/list-events.ts";
import { describeHere } from "../../audit/load-events.ts";

type MemberEventsProps = { actor: Actor; member: { id: string; email: string | null } };

export async function MemberEvents({ actor, member }: MemberEventsProps) {
  const t = await getTranslations("members");
  const events = await describeHere(actor, await listMemberEvents(actor, member));
  const query = new URLSearchParams({ actor: member.email ?? member.id });
  const page = `/o/${actor.organization.slug}/audit` as const;
  return (
    <Card
      title={t("events")}
      actions={
        <Link
          className="text-primary text-xs underline-offset-4 hover:underline"
          href={`${page}?${query.toString()}`}
        >
          {t("seeEvents")}
        </Link>
      }
    >
      {events.length === 0 && <p className="text-muted-foreground text-sm">{t("noEvents")}</p>}
      <ul className="grid gap-2">
        {events.map((event) => (
          <li
            key={event.place}
            className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm"
            title={event.type}
          >
            <Link
              className="min-w-0 break-words underline-offset-4 hover:underline"
              href={`${page}?event=${encodeURIComponent(event.place)}`}
            >
              {event.summary}
            </Link>
            <span className="text-muted-foreground text-xs whitespace-nowrap">
              <Time at={event.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
