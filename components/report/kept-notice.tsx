import { Alert } from "#components/ui/alert.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { beginsBeforeKept } from "#lib/retention/begins-before.ts";
import type { Retained } from "#lib/retention/choices.ts";
import type { Day } from "#lib/usage/days.ts";

type KeptNoticeProps = {
  actor: Actor;
  facts: Retained;
  /** The first days shown, and compared with; undefined where nothing limits the start. */
  from: (Day | undefined)[];
};

/** Says that the days shown begin before those that are kept, whose zeros would be false; nothing where they don't. */
export async function KeptNotice({ actor, facts, from }: KeptNoticeProps) {
  const since = await beginsBeforeKept(actor, facts, from);
  if (since === null) return null;
  const [t, format] = await Promise.all([getTranslations("common"), getFormat("UTC")]);
  return (
    <Alert
      title={t.rich("report.kept.since", { time: () => <time dateTime={since}>{format.day(since)}</time> })}
    >
      {t("report.kept.gone")}
    </Alert>
  );
}
