import { getTranslations } from "#lib/i18n/server.ts";

/**
 * What is read slowly comes at the end of the document, hidden, and a script would put it in its place. Where none runs
 * it is shown there, beside the navigation as the page is, and what kept its place goes.
 */
const style = `@layer base {
  [data-skeleton] { display: none !important }
  body > div[hidden][id^="S:"] { display: block !important; padding: 0 1rem 1.25rem }
  body > table[hidden] { display: table !important; width: calc(100% - 2rem); margin: 0 1rem }
  .min-h-dvh { min-height: 0 !important }
  @media (min-width: 64rem) {
    aside { position: fixed; inset: 0 auto 0 0 }
    aside + div { padding-left: 15rem }
    body > div[hidden][id^="S:"] { padding-left: 16.5rem; padding-right: 1.5rem }
    body > table[hidden] { width: calc(100% - 18rem); margin-left: 16.5rem }
  }
}`;

/** Told to browsers that run no scripts. The style is in the layer of the rule that hides: nothing else outranks it. */
export async function NoScripts() {
  const t = await getTranslations("shell");
  return (
    <noscript>
      <style>{style}</style>
      <p className="border-border bg-warning-soft border-b px-4 py-2 text-sm lg:pl-64">{t("noScripts")}</p>
    </noscript>
  );
}
