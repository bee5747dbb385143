import type { Metadata } from "next";
import { Suspense } from "react";
import { Download } from "lucide-react";
import { BlockSkeleton } from "#components/block-skeleton.tsx";
import { Freshness } from "#components/freshness.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { KeptNotice } from "#components/report/kept-notice.tsx";
import { BlindNotice } from "#components/streams/blind-notice.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { loadCostLink, parseCostQuery } from "#lib/costs/filters.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { timesOf } from "#lib/streams/times-of.ts";
import { firstDays } from "#lib/usage/first-days.ts";
import { todayIn } from "#lib/usage/days.ts";
import { exportAddress } from "./address.ts";
import { CostChart } from "./cost-chart.tsx";
import { CostFilters } from "./cost-filters.tsx";
import { CostTable } from "./cost-table.tsx";
import { MonthCards } from "./month-cards.tsx";
import { openDefault } from "../views/open-default.ts";
import { Views } from "../views/views.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("costs");
  return { title: t("title") };
}

export default pageOrNotice(async function CostsPage(props: PageProps<"/o/[organization]/costs">) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadCostLink(props.searchParams),
    getTranslations("costs"),
  ]);
  authorize(actor, "costs.read");
  await openDefault(actor, "costs", props.searchParams);
  const query = parseCostQuery(link, todayIn("UTC"));
  const asked = JSON.stringify(query);

  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        status={<Freshness actor={actor} kinds={["costs"]} />}
        actions={
          <>
            <Views actor={actor} page="costs" />
            <a className={buttonClass()} href={exportAddress(organization, link)} download>
              <Download aria-hidden />
              {t("download")}
            </a>
          </>
        }
      />
      <Suspense fallback={<BlockSkeleton className="h-24" />}>
        <Timely part={() => MonthCards({ actor })} />
      </Suspense>
      <CostFilters actor={actor} link={link} query={query} />
      <Suspense key={`kept ${asked}`}>
        <KeptNotice actor={actor} facts="costs" from={firstDays(query)} />
      </Suspense>
      <Suspense key={`blind ${asked}`}>
        <BlindNotice actor={actor} kinds={["costs"]} {...timesOf(query.range)} />
      </Suspense>
      <Suspense key={`chart ${asked}`} fallback={<BlockSkeleton className="h-96" />}>
        <Timely part={() => CostChart({ actor, link, query })} />
      </Suspense>
      <Suspense key={`table ${asked} ${link.after} ${link.before}`} fallback={<TableSkeleton />}>
        <Timely part={() => CostTable({ actor, link, query })} />
      </Suspense>
    </Page>
  );
});
