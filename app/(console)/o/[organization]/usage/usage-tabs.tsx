import { LinkTabs } from "#components/link-tabs.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

/** One kind in depth, or all kinds at a glance. */
export async function UsageTabs({ organization }: { organization: string }) {
  const t = await getTranslations("usage");
  return (
    <LinkTabs
      label={t("title")}
      tabs={[
        { href: `/o/${organization}/usage`, label: t("oneKind") },
        { href: `/o/${organization}/usage/kinds`, label: t("allKinds") },
      ]}
    />
  );
}
