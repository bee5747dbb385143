import type { Metadata } from "next";
import Link from "next/link";
import { RowsPage } from "#components/report/rows-page.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { todayIn } from "#lib/usage/days.ts";
import { loadRowsLink, parseRowsQuery } from "#lib/usage/parse-rows.ts";
import { isHourly } from "#lib/usage/rows.ts";
import { exportAddress, usageAddress } from "../address.ts";
import { RowsSum } from "./rows-sum.tsx";
import { UsageDays } from "./usage-days.tsx";
import { UsageHours } from "./usage-hours.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("usage");
  return { title: t("rows") };
}

export default pageOrNotice(async function UsageRowsPage(props: PageProps<"/o/[organization]/usage/rows">) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadRowsLink(props.searchParams),
    getTranslations("usage"),
  ]);
  authorize(actor, "usage.read");
  const query = parseRowsQuery(link, todayIn(actor.organization.timeZone));
  const { hour: _hour, ...shown } = link;
  const Rows = isHourly(query) ? UsageHours : UsageDays;

  return (
    <RowsPage
      actor={actor}
      back={
        <Link href={usageAddress(organization, { ...shown, after: null, before: null })}>{t("title")}</Link>
      }
      title={t("rows")}
      lead={t(isHourly(query) ? "rowsLead" : "daysLead", { zone: actor.organization.timeZone })}
      facts="usage"
      kinds={[`usage_${query.kind}`]}
      csv={exportAddress(organization, link, "rows")}
      query={query}
      link={link}
      sum={() => RowsSum({ actor, query })}
      rows={() => Rows({ actor, link, query })}
    />
  );
});
