import "server-only";
import { cache } from "react";
// The language of a request is in its cookies and headers: this file is where lib meets them.
// eslint-disable-next-line no-restricted-imports
import { cookies, headers } from "next/headers";
import type { createTranslator } from "use-intl/core";
import { compileNamespace } from "#lib/i18n/compile.ts";
import type { Format } from "#lib/i18n/format.ts";
import { createFormat } from "#lib/i18n/format.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import { localeCookie, pickLocale } from "#lib/i18n/locales.ts";
import type { Messages, Namespace } from "#lib/i18n/messages.ts";
import { createCompiledTranslator } from "#lib/i18n/translator.ts";

/** The language of the page that is being rendered, as soon as somebody has asked for it. */
const known = cache((): { locale?: Locale } => ({}));

export const getLocale = cache(async (): Promise<Locale> => {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  const locale = pickLocale(jar.get(localeCookie)?.value, sent.get("accept-language"));
  known().locale = locale;
  return locale;
});

function localeHere(): Locale {
  const { locale } = known();
  if (!locale) throw new Error("What renders this has to await getTranslations or getFormat itself.");
  return locale;
}

type Typed<Name extends Namespace> = ReturnType<typeof createTranslator<Messages, Name>>;

/** The messages of one namespace in the language of this request, for server components and route handlers. */
export async function getTranslations<Name extends Namespace>(namespace: Name): Promise<Typed<Name>> {
  return translate(await getLocale(), namespace);
}

function translate<Name extends Namespace>(locale: Locale, namespace: Name): Typed<Name> {
  const messages = compileNamespace(locale, namespace);
  // Typed as use-intl types it: keys and values are checked against the messages.
  return createCompiledTranslator(locale, "UTC", messages, namespace) as unknown as Typed<Name>;
}

/**
 * The same without waiting, for the rows of a table: an async component for each row or cell costs several times what
 * it renders. What renders the table awaits getTranslations itself.
 */
export function translationsHere<Name extends Namespace>(namespace: Name): Typed<Name> {
  return translate(localeHere(), namespace);
}

/** Dates, numbers and money in the language of this request; times in the organization's zone. */
export async function getFormat(timeZone: string): Promise<Format> {
  return createFormat(await getLocale(), timeZone);
}

/** The same without waiting, for the rows of a table: see translationsHere. */
export function formatHere(timeZone: string): Format {
  return createFormat(localeHere(), timeZone);
}
