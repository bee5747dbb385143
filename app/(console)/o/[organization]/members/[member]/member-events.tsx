import { Card } from "#components/ui/card.tsx";
import { anyKey } from "#lib/i18n/any-key.ts";
import { labelOf } from "#lib/audit-events/describe.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { listMemberEvents } from "#lib/members/list-events.ts";

export async function MemberEvents(props: { actor: Actor; member: { id: string; email: string | null } }) {
  const { actor, member } = props;
  const [events, t, eventWords, format] = await Promise.all([
    listMemberEvents(actor, member),
    getTranslations("members"),
    getTranslations("events"),
    getFormat(actor.organization.timeZone),
  ]);
  const words = anyKey(eventWords);
  const query = new URLSearchParams({ actor: member.email ?? member.id });
  return (
    <Card
      title={t("events")}
      actions={
        <a
          className="text-primary text-xs underline-offset-4 hover:underline"
          href={`/o/${actor.organization.slug}/audit?${query.toString()}`}
        >
          {t("seeEvents")}
        </a>
      }
    >
      {events.length === 0 && <p className="text-muted-foreground text-sm">{t("noEvents")}</p>}
      <ul className="grid gap-2">
        {events.map((event) => (
          <li key={event.id} className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
            <span className="min-w-0" title={event.type}>
              {labelOf(words, event.type)}
            </span>
            <span className="text-muted-foreground text-xs whitespace-nowrap">
              {format.dateTime(event.effectiveAt)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
