import { getTranslations } from "#lib/i18n/server.ts";

/** The first stop of the tab key: past the navigation, to the page's own content. */
export async function SkipLink() {
  const t = await getTranslations("shell");
  return (
    <a
      href="#content"
      className="bg-primary text-primary-foreground sr-only z-50 rounded-md text-sm font-medium focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-3 focus:py-2"
    >
      {t("skip")}
    </a>
  );
}
