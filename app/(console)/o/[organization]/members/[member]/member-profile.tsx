import { CopyButton } from "#components/copy-button.tsx";
import { DescriptionList } from "#components/description-list.tsx";
import { Email } from "#components/email.tsx";
import { RelativeTime, Time } from "#components/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { getTranslations } from "#lib/i18n/server.ts";
import type { MemberSummary } from "#lib/members/get.ts";
import { RoleBadge } from "../role-badge.tsx";

export async function MemberProfile({ member }: { member: MemberSummary }) {
  const t = await getTranslations("members");
  const managed = member.isScimManaged ? t("byScim") : t("byHand");
  return (
    <Card title={t("profile")}>
      <DescriptionList
        items={[
          { label: t("role"), value: <RoleBadge role={member.role} /> },
          { label: t("email"), value: member.email === null ? "—" : <Email address={member.email} /> },
          {
            label: "ID",
            value: (
              <span className="inline-flex max-w-full items-center gap-1">
                <code className="min-w-0 truncate text-xs">{member.id}</code>
                <CopyButton text={member.id} label={t("copyId")} />
              </span>
            ),
          },
          { label: t("added"), value: member.addedAt ? <Time at={member.addedAt} show="date" /> : "—" },
          {
            label: t("keyUsed"),
            value: member.apiKeyLastUsedAt ? <RelativeTime at={member.apiKeyLastUsedAt} /> : t("never"),
          },
          { label: t("managed"), value: member.isServiceAccount ? t("serviceAccount") : managed },
        ]}
      />
    </Card>
  );
}
