"use client";
import { useGiven } from "#components/intl/given.ts";
import type { Locale } from "#lib/i18n/locales.ts";

export function useLocale(): Locale {
  return useGiven().locale;
}
