import type { Metadata } from "next";
import { Badge } from "#components/ui/badge.tsx";
import type { Tone } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { DescriptionList } from "#components/description-list.tsx";
import { Time } from "#components/time.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import type { OrganizationSettings } from "#lib/organizations/get.ts";
import { getOrganization } from "#lib/organizations/get.ts";
import { timeZones } from "#lib/organizations/time-zones.ts";
import { AdminKeyCard } from "./admin-key-card.tsx";
import { DisconnectCard } from "./disconnect-card.tsx";
import { RetentionCard } from "./retention-card.tsx";
import { UpdateOrganizationForm } from "./update-organization-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

const tones: Record<OrganizationSettings["status"], Tone> = {
  connected: "success",
  refused: "destructive",
  disconnected: "neutral",
};

async function Facts(props: { organization: OrganizationSettings; isReadOnly: boolean }) {
  const t = await getTranslations("settings");
  const { status, slug, timeZone, createdAt } = props.organization;
  const items = [
    { label: t("organization.status"), value: <Badge tone={tones[status]}>{t(`statuses.${status}`)}</Badge> },
    { label: t("organization.address"), value: <code className="font-mono text-xs">/o/{slug}</code> },
    ...(props.isReadOnly ? [{ label: t("organization.timeZone"), value: timeZone }] : []),
    { label: t("organization.connectedAt"), value: <Time at={createdAt} /> },
  ];
  return <DescriptionList items={items} />;
}

export default pageOrNotice(async function SettingsPage(props: PageProps<"/o/[organization]/settings">) {
  const { organization: slug } = await props.params;
  const [actor, t] = await Promise.all([requireActor(slug), getTranslations("settings")]);
  authorize(actor, "organizations.read");
  const organization = await getOrganization(actor);

  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title={t("organization.title")}>
        <div className="grid gap-5">
          <Facts organization={organization} isReadOnly={!can(actor, "organizations.update")} />
          {can(actor, "organizations.update") && (
            <UpdateOrganizationForm
              organization={slug}
              name={organization.name}
              timeZone={organization.timeZone}
              timeZones={timeZones}
            />
          )}
        </div>
      </Card>
      <div className="grid gap-5">
        <AdminKeyCard organization={organization} mayReplace={can(actor, "organizations.connect")} />
        <RetentionCard actor={actor} organization={slug} />
        {can(actor, "organizations.disconnect") && organization.status !== "disconnected" && (
          <DisconnectCard organization={slug} name={organization.name} />
        )}
      </div>
    </div>
  );
}, "part");
