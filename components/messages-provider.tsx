"use client";
import type { ReactNode } from "react";
import { useMemo } from "react";
import { addMessages } from "#components/intl/add-messages.ts";
import { GivenContext, useGiven } from "#components/intl/given.ts";
import type { Locale } from "#lib/i18n/locales.ts";

type MessagesProviderProps = {
  locale: Locale;
  /** Parsed messages by full key as JSON, a text for each namespace. */
  texts: readonly string[];
  timeZone?: string;
  children: ReactNode;
};

/** Adds messages to those that the surrounding providers gave; used through <Messages> of messages.tsx. */
export function MessagesProvider({ locale, texts, timeZone, children }: MessagesProviderProps) {
  const outer = useGiven();
  const given = useMemo(
    () => ({
      locale,
      timeZone: timeZone ?? outer.timeZone,
      messages: texts.reduce(addMessages, outer.messages),
    }),
    [outer, locale, texts, timeZone],
  );
  return <GivenContext value={given}>{children}</GivenContext>;
}
