import type { Locale } from "#lib/i18n/locales.ts";

export const localeNames: Record<Locale, string> = { en: "English", ja: "日本語" };
