import { LinkTabs } from "#components/link-tabs.tsx";
import { Messages } from "#components/messages.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { requireActor } from "#lib/action.ts";
import { can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";

export default async function SettingsLayout(props: LayoutProps<"/o/[organization]/settings">) {
  const { organization } = await props.params;
  const [actor, t] = await Promise.all([requireActor(organization), getTranslations("settings")]);
  const base = `/o/${organization}/settings` as const;
  return (
    <Messages namespaces={["settings", "streams", "organizations"]}>
      <Page>
        <PageHeader title={t("title")} description={t("lead", { name: actor.organization.name })} />
        <LinkTabs
          label={t("title")}
          tabs={[
            { href: base, label: t("organization.title") },
            { href: `${base}/streams`, label: t("streams.title") },
            ...(can(actor, "grants.read")
              ? [{ href: `${base}/people` as const, label: t("people.title") }]
              : []),
          ]}
        />
        {props.children}
      </Page>
    </Messages>
  );
}
