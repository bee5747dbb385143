import { LinkTabs } from "#components/link-tabs.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";

/** OpenAI's log of the organization, and the console's own of what was done through it. */
export async function AuditTabs({ actor }: { actor: Actor }) {
  const t = await getTranslations("audit");
  const base = `/o/${actor.organization.slug}/audit` as const;
  const tabs = [
    { href: base, label: t("tabs.events"), permission: "audit.read" as const },
    { href: `${base}/trail` as const, label: t("tabs.trail"), permission: "trail.read" as const },
  ];
  return <LinkTabs label={t("sections")} tabs={tabs.filter(({ permission }) => can(actor, permission))} />;
}
