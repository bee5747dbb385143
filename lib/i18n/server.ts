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

/** The language of this request. */
export const getLocale = cache(async (): Promise<Locale> => {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  return pickLocale(jar.get(localeCookie)?.value, sent.get("accept-language"));
});

type Typed<Name extends Namespace> = ReturnType<typeof createTranslator<Messages, Name>>;

/** The messages of one namespace in the language of this request, for server components and route handlers. */
export async function getTranslations<Name extends Namespace>(namespace: Name) {
  const locale = await getLocale();
  const messages = compileNamespace(locale, namespace);
  // Typed as use-intl types it: keys and values are checked against the messages.
  return createCompiledTranslator(locale, "UTC", messages, namespace) as unknown as Typed<Name>;
}

/** Dates, numbers and money in the language of this request; times in the organization's zone. */
export async function getFormat(timeZone: string): Promise<Format> {
  return createFormat(await getLocale(), timeZone);
}
