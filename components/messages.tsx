import type { ReactNode } from "react";
import { MessagesProvider } from "#components/messages-provider.tsx";
import { writeNamespace } from "#lib/i18n/compile.ts";
import type { Namespace } from "#lib/i18n/messages.ts";
import { getLocale } from "#lib/i18n/server.ts";

type MessagesProps = { namespaces: Namespace[]; timeZone?: string; children: ReactNode };

/** Sends the messages of these namespaces to the client components inside; the others stay on the server. */
export async function Messages({ namespaces, timeZone, children }: MessagesProps) {
  const locale = await getLocale();
  const texts = namespaces.map((name) => writeNamespace(locale, name));
  return (
    <MessagesProvider locale={locale} texts={texts} {...(timeZone && { timeZone })}>
      {children}
    </MessagesProvider>
  );
}
