import { BlindPeriods } from "#components/streams/blind-periods.tsx";
import { Messages } from "#components/messages.tsx";
import { Alert } from "#components/ui/alert.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { blindSpots } from "#lib/streams/blind-periods.ts";
import type { StreamKind } from "#lib/sync/kinds.ts";

type BlindNoticeProps = { actor: Actor; kinds: readonly StreamKind[]; from: Date; to: Date };

const mostShown = 3;

/** Says above figures or events that a part of the time shown could not be read; nothing where all of it was. */
export async function BlindNotice({ actor, kinds, from, to }: BlindNoticeProps) {
  const [spots, t] = await Promise.all([blindSpots(actor, kinds, from, to), getTranslations("streams")]);
  if (spots.length === 0) return null;
  return (
    <Messages namespaces={["streams"]} timeZone={actor.organization.timeZone}>
      <Alert tone="warning" title={t("notice.title")}>
        <BlindPeriods periods={spots.slice(0, mostShown)} />
      </Alert>
    </Messages>
  );
}
