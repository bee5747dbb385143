export const locales = ["en", "ja"] as const;

export type Locale = (typeof locales)[number];

/** The cookie that holds the language a person chose. */
export const localeCookie = "metsuke-locale";

function known(tag: string | undefined): Locale | undefined {
  const language = tag?.trim().toLowerCase().split("-")[0];
  return locales.find((locale) => locale === language);
}

/** The language to answer in: the one chosen, else the browser's best match by its weights, else English. */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const own = known(chosen);
  if (own) return own;

  const wanted = (acceptLanguage ?? "").split(",").map((part) => {
    const [tag, weight] = part.split(";q=");
    return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 };
  });
  const best = wanted
    .toSorted((a, b) => b.weight - a.weight)
    .find(({ tag, weight }) => weight > 0 && known(tag));
  return known(best?.tag) ?? "en";
}
