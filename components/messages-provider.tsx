"use client";
import type { ReactNode } from "react";
import { createContext, use, useMemo } from "react";
import { IntlProvider } from "use-intl";
import type { Locale } from "#lib/i18n/locales.ts";
import type { Messages } from "#lib/i18n/messages.ts";

type Given = { messages: Partial<Messages>; timeZone: string };

const Outer = createContext<Given>({ messages: {}, timeZone: "UTC" });

type MessagesProviderProps = {
  locale: Locale;
  messages: Partial<Messages>;
  timeZone?: string;
  children: ReactNode;
};

/** Adds messages to those that the surrounding providers gave; used through <Messages> of messages.tsx. */
export function MessagesProvider({ locale, messages, timeZone, children }: MessagesProviderProps) {
  const outer = use(Outer);
  const given = useMemo(
    () => ({ messages: { ...outer.messages, ...messages }, timeZone: timeZone ?? outer.timeZone }),
    [outer, messages, timeZone],
  );
  return (
    <Outer value={given}>
      <IntlProvider locale={locale} messages={given.messages} timeZone={given.timeZone}>
        {children}
      </IntlProvider>
    </Outer>
  );
}
