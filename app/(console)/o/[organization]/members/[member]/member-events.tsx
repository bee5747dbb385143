import { LatestEvents } from "#components/audit/latest-events.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { listMemberEvents } from "#lib/members/list-events.ts";
import { describeHere } from "../../audit/load-events.ts";

type MemberEventsProps = { actor: Actor; member: { id: string; email: string | null } };

export async function MemberEvents({ actor, member }: MemberEventsProps) {
  const t = await getTranslations("members");
  return (
    <LatestEvents
      organization={actor.organization.slug}
      title={t("events")}
      events={await describeHere(actor, await listMemberEvents(actor, member))}
      none={t("noEvents")}
      ways={[{ label: t("seeEvents"), filter: { actor: member.email ?? member.id } }]}
    />
  );
}
