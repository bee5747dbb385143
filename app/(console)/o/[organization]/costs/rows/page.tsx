import type { Metadata } from "next";
import Link from "next/link";
import { RowsPage } from "#components/report/rows-page.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { loadCostLink, parseCostQuery } from "#lib/costs/filters.ts";
import { isOneDay } from "#lib/costs/rows.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { todayIn } from "#lib/usage/days.ts";
import { costAddress, exportAddress } from "../address.ts";
import { BilledRows } from "./billed-rows.tsx";
import { CostDays } from "./cost-days.tsx";
import { CostsSum } from "./costs-sum.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("costs");
  return { title: t("rows") };
}

export default pageOrNotice(async function CostRowsPage(props: PageProps<"/o/[organization]/costs/rows">) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadCostLink(props.searchParams),
    getTranslations("costs"),
  ]);
  authorize(actor, "costs.read");
  const query = parseCostQuery(link, todayIn("UTC"));
  const Rows = isOneDay(query) ? BilledRows : CostDays;

  return (
    <RowsPage
      actor={actor}
      back={
        <Link href={costAddress(organization, { ...link, after: null, before: null })}>{t("title")}</Link>
      }
      title={t("rows")}
      lead={t(isOneDay(query) ? "rowsLead" : "daysLead")}
      facts="costs"
      kinds={["costs"]}
      csv={exportAddress(organization, link, "/rows")}
      query={query}
      link={link}
      sum={() => CostsSum({ actor, query })}
      rows={() => Rows({ actor, link, query })}
    />
  );
});
