import { DescriptionList } from "#components/description-list.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { getTranslations } from "#lib/i18n/server.ts";
import type { OrganizationSettings } from "#lib/organizations/get.ts";
import { probeAreaNames } from "#lib/organizations/probe-areas.ts";
import { ReplaceKeyDialog } from "./replace-key-dialog.tsx";

type AdminKeyCardProps = { organization: OrganizationSettings; mayReplace: boolean };

/** The admin key by its hint, where it is used and what it lacks. The key itself is shown to nobody. */
export async function AdminKeyCard({ organization, mayReplace }: AdminKeyCardProps) {
  const [t, word] = await Promise.all([getTranslations("settings"), getTranslations("organizations")]);
  const { status, adminKeyHint, baseUrl, slug } = organization;
  const lacking = probeAreaNames.filter((area) => organization.missingPermissions.includes(area));
  const hint = <code className="font-mono text-xs">{adminKeyHint}</code>;
  return (
    <Card
      title={t("key.title")}
      description={t("key.lead")}
      actions={mayReplace && <ReplaceKeyDialog organization={slug} status={status} />}
    >
      <div className="grid gap-3">
        {status === "refused" && <Alert tone="destructive">{t("key.refused")}</Alert>}
        {status === "disconnected" && <Alert tone="warning">{t("key.disconnected")}</Alert>}
        <DescriptionList
          items={[
            { label: t("key.hint"), value: adminKeyHint ? hint : t("key.none") },
            { label: t("key.baseUrl"), value: <span className="break-all">{baseUrl}</span> },
            ...(lacking.length > 0
              ? [
                  {
                    label: t("key.lacks"),
                    value: (
                      <span className="flex flex-wrap gap-1">
                        {lacking.map((area) => (
                          <Badge key={area} tone="warning">
                            {word(`areas.${area}`)}
                          </Badge>
                        ))}
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
    </Card>
  );
}
