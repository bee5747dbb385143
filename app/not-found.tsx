import { PageNotice } from "#components/shell/page-notice.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

export default async function NotFound() {
  const t = await getTranslations("shell");
  return (
    <main id="content">
      <PageNotice title={t("notFoundTitle")}>{t("notFoundBody")}</PageNotice>
    </main>
  );
}
