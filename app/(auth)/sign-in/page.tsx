import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { Messages } from "#components/messages.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { currentPerson } from "#lib/action.ts";
import { safePath } from "#lib/auth/safe-path.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { SignInForm } from "./sign-in-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signIn") };
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const [query, person, t] = await Promise.all([searchParams, currentPerson(), getTranslations("auth")]);
  const next = safePath(query["next"]);
  // Any page may have sent somebody here; safePath has seen to it that it is one of ours.
  if (person) redirect(next as Route);
  return (
    <>
      <h1 className="text-xl font-semibold tracking-tight">{t("title")}</h1>
      <p className="text-muted-foreground mt-1 mb-6 text-sm">{t("lead")}</p>
      {query["ended"] !== undefined && (
        <Alert tone="success" className="mb-4">
          {t("ended")}
        </Alert>
      )}
      <Messages namespaces={["auth"]}>
        <SignInForm next={next} />
      </Messages>
    </>
  );
}
