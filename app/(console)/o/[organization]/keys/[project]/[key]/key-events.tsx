import { LatestEvents } from "#components/audit/latest-events.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { listKeyEvents } from "#lib/keys/list-events.ts";
import { describeHere } from "../../../audit/load-events.ts";

export async function KeyEvents({ actor, keyId }: { actor: Actor; keyId: string }) {
  const t = await getTranslations("keys");
  return (
    <LatestEvents
      organization={actor.organization.slug}
      title={t("events")}
      events={await describeHere(actor, await listKeyEvents(actor, keyId))}
      none={t("noEvents")}
      ways={[
        { label: t("eventsAbout"), filter: { resource: keyId } },
        { label: t("eventsBy"), filter: { actor: keyId } },
      ]}
      withActor
    />
  );
}
