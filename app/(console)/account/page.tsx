import type { Metadata } from "next";
import { Messages } from "#components/messages.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { PlainShell } from "#components/shell/plain-shell.tsx";
import { Card } from "#components/ui/card.tsx";
import { requirePerson } from "#lib/action.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { ChangePasswordForm } from "./change-password-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("account") };
}

export default async function AccountPage() {
  const [person, t] = await Promise.all([requirePerson(), getTranslations("auth")]);
  return (
    <PlainShell email={person.email}>
      <Messages namespaces={["auth"]}>
        <Page className="max-w-2xl">
          <PageHeader title={t("account")} description={person.email} />
          <Card title={t("changePassword")} description={t("changePasswordLead")}>
            <ChangePasswordForm email={person.email} />
          </Card>
        </Page>
      </Messages>
    </PlainShell>
  );
}
