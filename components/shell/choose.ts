import { localeCookie } from "#lib/i18n/locales.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import type { Theme } from "#lib/i18n/theme.ts";
import { themeCookie } from "#lib/i18n/theme.ts";

const yearSeconds = 31_536_000;

function keep(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${yearSeconds}; samesite=lax`;
}

/** Remembers the language; the caller refreshes the page's server part. */
export function chooseLocale(locale: Locale): void {
  keep(localeCookie, locale);
}

/** Remembers the theme and shows it at once. */
export function chooseTheme(theme: Theme): void {
  keep(themeCookie, theme);
  document.documentElement.dataset["theme"] = theme;
}

export function shownTheme(): string {
  return document.documentElement.dataset["theme"] ?? "system";
}
