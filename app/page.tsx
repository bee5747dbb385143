import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EmptyState } from "#components/empty-state.tsx";
import { PlainShell } from "#components/shell/plain-shell.tsx";
import { requirePerson } from "#lib/action.ts";
import { can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { listOrganizations } from "#lib/organizations/list.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("noAccessTitle") };
}

/** The start: the first organization, else the page that connects one, else why there is nothing to see. */
export default async function StartPage() {
  const person = await requirePerson();
  const organizations = await listOrganizations(person);
  const first = organizations.find(({ status }) => status !== "disconnected") ?? organizations[0];
  if (first) redirect(`/o/${first.slug}`);
  if (person.consoleRole && can({ role: person.consoleRole }, "organizations.connect")) redirect("/connect");

  const t = await getTranslations("auth");
  return (
    <PlainShell email={person.email}>
      <EmptyState title={<h1>{t("noAccessTitle")}</h1>}>
        {t("noAccessBody", { email: person.email })}
      </EmptyState>
    </PlainShell>
  );
}
