"use client";
import type { ReactNode } from "react";
import { useMemo } from "react";
import { GivenContext, useGiven } from "#components/intl/given.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import type { CompiledMessages } from "#lib/i18n/translator.ts";

type MessagesProviderProps = {
  locale: Locale;
  messages: CompiledMessages;
  timeZone?: string;
  children: ReactNode;
};

/** Adds messages to those that the surrounding providers gave; used through <Messages> of messages.tsx. */
export function MessagesProvider({ locale, messages, timeZone, children }: MessagesProviderProps) {
  const outer = useGiven();
  const given = useMemo(
    () => ({
      locale,
      timeZone: timeZone ?? outer.timeZone,
      messages: { ...outer.messages, ...messages },
    }),
    [outer, locale, messages, timeZone],
  );
  return <GivenContext value={given}>{children}</GivenContext>;
}
