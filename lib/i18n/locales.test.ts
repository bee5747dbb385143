import { expect, test } from "vitest";
import { pickLocale } from "#lib/i18n/locales.ts";

test.each([
  ["ja", "en-US,en;q=0.9", "ja"],
  ["xx", "ja,en;q=0.5", "ja"],
  [undefined, "fr-FR,fr;q=0.9,ja;q=0.4,en;q=0.8", "en"],
  [undefined, "en;q=0, ja;q=0.1", "ja"],
  [undefined, "de", "en"],
  [undefined, null, "en"],
  ["../../etc", ";;;q=,,", "en"],
])("chosen %j with Accept-Language %j answers in %j", (chosen, accepted, locale) => {
  expect(pickLocale(chosen, accepted)).toBe(locale);
});
