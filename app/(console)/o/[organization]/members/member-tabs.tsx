import { LinkTabs } from "#components/link-tabs.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

export async function MemberTabs({ organization }: { organization: string }) {
  const t = await getTranslations("members");
  return (
    <LinkTabs
      label={t("title")}
      tabs={[
        { href: `/o/${organization}/members`, label: t("title") },
        { href: `/o/${organization}/members/invites`, label: t("invites") },
      ]}
    />
  );
}
