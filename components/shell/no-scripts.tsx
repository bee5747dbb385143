import { getTranslations } from "#lib/i18n/server.ts";

/**
 * What is read slowly comes at the end of the document, hidden, and a script would put it in its place. Where none
 * runs it is shown there, beside the navigation as the page is, and what kept its place goes.
 */
const style = `
[data-skeleton] { display: none }
body > div[hidden][id^="S:"] { display: block; max-width: 80rem; margin: 0 auto; padding: 0 1.5rem 1.25rem }
@media (min-width: 64rem) {
  body > div[hidden][id^="S:"] { max-width: none; padding-left: 16.5rem }
}
`;

/** Told to browsers that run no scripts. */
export async function NoScripts() {
  const t = await getTranslations("shell");
  return (
    <noscript>
      <style>{style}</style>
      <p className="border-border bg-warning-soft border-b px-4 py-2 text-sm">{t("noScripts")}</p>
    </noscript>
  );
}
