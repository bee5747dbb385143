import { wordChange } from "#components/directory/word-change.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { ChangedTarget } from "#lib/changes/of-target.ts";
import { listRecentChanges } from "#lib/changes/list-recent.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";

const tones = {
  succeeded: "success",
  failed: "destructive",
  unknown: "warning",
  started: "neutral",
} as const;

export async function RecentChanges({ actor, target }: { actor: Actor; target: ChangedTarget }) {
  const [changes, t, trail, format] = await Promise.all([
    listRecentChanges(actor, target),
    getTranslations("members"),
    getTranslations("trail"),
    getFormat(actor.organization.timeZone),
  ]);
  const words = await Promise.all(changes.map(({ action }) => wordChange(action)));
  return (
    <Card title={t("changesTitle")} description={t("changesLead")}>
      {changes.length === 0 && <p className="text-muted-foreground text-sm">{t("noChanges")}</p>}
      <ul className="grid gap-2.5">
        {changes.map((change, index) => (
          <li key={change.id} className="grid gap-0.5 text-sm">
            <span className="flex flex-wrap items-center gap-2">
              {words[index]}
              {change.targetKind === "project_member" && (
                <span className="text-muted-foreground text-xs">{change.targetLabel}</span>
              )}
              <Badge tone={tones[change.outcome]}>{trail(`outcomes.${change.outcome}`)}</Badge>
            </span>
            <span className="text-muted-foreground text-xs">
              {t("changedBy", { who: change.actorLabel, when: format.dateTime(change.at) })}
            </span>
            {change.error !== null && (
              <span className="text-muted-foreground text-xs break-words">{change.error}</span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
