import { DescriptionList } from "#components/description-list.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { getFormat, getTranslations } from "#lib/i18n/server.ts";
import { listRetention } from "#lib/retention/list.ts";
import { wordRetention } from "./word-retention.ts";
import { RetentionDialog } from "./retention-dialog.tsx";

export async function RetentionCard({ actor, organization }: { actor: Actor; organization: string }) {
  const [t, format, kept] = await Promise.all([
    getTranslations("settings"),
    getFormat("UTC"),
    listRetention(actor),
  ]);
  const items = kept.map(({ facts, keep, keptSince }) => ({
    label: t(`retention.facts.${facts}`),
    value: (
      <>
        {wordRetention(t, keep)}
        {keptSince && (
          <span className="text-muted-foreground">
            {" · "}
            {t.rich("retention.since", {
              time: () => <time dateTime={keptSince}>{format.day(keptSince)}</time>,
            })}
          </span>
        )}
      </>
    ),
  }));
  return (
    <Card
      title={t("retention.title")}
      description={t("retention.lead")}
      actions={
        can(actor, "organizations.update") && <RetentionDialog organization={organization} kept={kept} />
      }
    >
      <DescriptionList items={items} />
    </Card>
  );
}
