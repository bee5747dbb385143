import { PageNotice } from "#components/shell/page-notice.tsx";
import { getTranslations } from "#lib/i18n/server.ts";

export default async function Forbidden() {
  const t = await getTranslations("shell");
  return <PageNotice title={t("forbiddenTitle")}>{t("forbiddenBody")}</PageNotice>;
}
