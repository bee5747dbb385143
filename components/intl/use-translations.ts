"use client";
import { useMemo } from "react";
import type { useTranslations as useTyped } from "use-intl";
import { useGiven } from "#components/intl/given.ts";
import { createCompiledTranslator } from "#lib/i18n/translator.ts";

function useCompiled(namespace: string) {
  const { locale, timeZone, messages } = useGiven();
  return useMemo(
    () => createCompiledTranslator(locale, timeZone, messages, namespace),
    [locale, timeZone, messages, namespace],
  );
}

/** The messages of one namespace, for client components: use-intl's keys and types without its parser. */
export const useTranslations = useCompiled as unknown as typeof useTyped;
