import { RefreshWhileOpen } from "#components/directory/refresh-while-open.tsx";
import { wordChange } from "#components/directory/word-change.ts";
import { Alert } from "#components/ui/alert.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { listOpenChanges } from "#lib/changes/list-open.ts";
import { getTranslations } from "#lib/i18n/server.ts";

type OpenChangesProps = { actor: Actor; target: { kind: "member" | "project"; id: string } };

export async function OpenChanges({ actor, target }: OpenChangesProps) {
  const [changes, t] = await Promise.all([listOpenChanges(actor, target), getTranslations("members")]);
  const [change] = changes;
  if (!change) return null;
  const what = await wordChange(change.action);
  return (
    <Alert
      tone="warning"
      title={
        change.isUnknown ? t("checking.unknown", { change: what }) : t("checking.underWay", { change: what })
      }
    >
      <p className="text-muted-foreground">
        {change.isUnknown ? t("checking.unknownBody") : t("checking.underWayBody")}
      </p>
      <RefreshWhileOpen />
    </Alert>
  );
}
