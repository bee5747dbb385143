import type { Metadata } from "next";
import { Messages } from "#components/messages.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { PlainShell } from "#components/shell/plain-shell.tsx";
import { Card } from "#components/ui/card.tsx";
import { requirePerson } from "#lib/action.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { openAiBaseUrl } from "#lib/organizations/base-url.ts";
import { timeZones } from "#lib/organizations/time-zones.ts";
import { ConnectOrganizationForm } from "./connect-organization-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organizations");
  return { title: t("title") };
}

export default pageOrNotice(async function ConnectPage() {
  const [person, t] = await Promise.all([requirePerson(), getTranslations("organizations")]);
  if (!person.consoleRole) throw new DomainError("forbidden", "forbidden");
  authorize({ role: person.consoleRole }, "organizations.connect");

  return (
    <PlainShell email={person.email}>
      <Messages namespaces={["organizations"]}>
        <Page className="max-w-2xl">
          <PageHeader title={t("title")} description={t("lead")} />
          <Card>
            <ConnectOrganizationForm timeZones={timeZones} baseUrl={openAiBaseUrl} />
          </Card>
        </Page>
      </Messages>
    </PlainShell>
  );
});
