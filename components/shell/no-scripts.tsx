import { getTranslations } from "#lib/i18n/server.ts";

/**
 * In the layer of Tailwind's own rule for what is hidden, as nothing outside of it outranks that one.
 * What is read slowly comes at the end of the document, hidden, and a script would put it in its place. Where none
 * runs it is shown there, beside the navigation as the page is, and what kept its place goes.
 */
const style = `@layer base {
  [data-skeleton] { display: none !important }
  body > div[hidden][id^="S:"] { display: block !important; padding: 0 1rem 1.25rem }
  @media (min-width: 64rem) {
    body > div[hidden][id^="S:"] { padding-left: 16.5rem }
  }
}`;

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
