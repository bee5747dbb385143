import type { ReactNode } from "react";
import { MessagesProvider } from "#components/messages-provider.tsx";
import { compileNamespace } from "#lib/i18n/compile.ts";
import type { Namespace } from "#lib/i18n/messages.ts";
import { getLocale } from "#lib/i18n/server.ts";

type MessagesProps = { namespaces: Namespace[]; timeZone?: string; children: ReactNode };

/** Sends the messages of these namespaces to the client components inside; the others stay on the server. */
export async function Messages({ namespaces, timeZone, children }: MessagesProps) {
  const locale = await getLocale();
  const messages = Object.fromEntries(
    namespaces.flatMap((name) => Object.entries(compileNamespace(locale, name))),
  );
  return (
    <MessagesProvider locale={locale} messages={messages} {...(timeZone && { timeZone })}>
      {children}
    </MessagesProvider>
  );
}
