import type { Metadata } from "next";
import { Suspense } from "react";
import { BlockSkeleton } from "#components/block-skeleton.tsx";
import { Freshness } from "#components/freshness.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { CsvButton } from "#components/report/csv-button.tsx";
import { KeptNotice } from "#components/report/kept-notice.tsx";
import { BlindNotice } from "#components/streams/blind-notice.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { timesOf } from "#lib/streams/times-of.ts";
import { firstDays } from "#lib/usage/first-days.ts";
import { todayIn } from "#lib/usage/days.ts";
import { loadUsageLink } from "#lib/usage/filters.ts";
import { parseUsageQuery } from "#lib/usage/parse-filters.ts";
import { exportAddress } from "./address.ts";
import { UsageChart } from "./usage-chart.tsx";
import { UsageFilters } from "./usage-filters.tsx";
import { UsageTable } from "./usage-table.tsx";
import { UsageTabs } from "./usage-tabs.tsx";
import { UsageTotals } from "./usage-totals.tsx";
import { openDefault } from "../views/open-default.ts";
import { Views } from "../views/views.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("usage");
  return { title: t("title") };
}

export default pageOrNotice(async function UsagePage(props: PageProps<"/o/[organization]/usage">) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadUsageLink(props.searchParams),
    getTranslations("usage"),
  ]);
  authorize(actor, "usage.read");
  await openDefault(actor, "usage", props.searchParams);
  const query = parseUsageQuery(link, todayIn(actor.organization.timeZone));
  const asked = JSON.stringify(query);

  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("lead", { zone: actor.organization.timeZone })}
        status={<Freshness actor={actor} kinds={[`usage_${query.kind}`]} />}
        actions={
          <>
            <Views actor={actor} page="usage" />
            <CsvButton href={exportAddress(organization, link, "table")} />
          </>
        }
      />
      <UsageTabs organization={organization} />
      <UsageFilters actor={actor} link={link} query={query} />
      <Suspense key={`kept ${asked}`}>
        <KeptNotice actor={actor} facts="usage" from={firstDays(query)} />
      </Suspense>
      <Suspense key={`blind ${asked}`}>
        <BlindNotice actor={actor} kinds={[`usage_${query.kind}`]} {...timesOf(query.range)} />
      </Suspense>
      <Suspense key={`totals ${asked}`} fallback={<BlockSkeleton className="h-24" />}>
        <Timely part={() => UsageTotals({ actor, link, query })} />
      </Suspense>
      <Suspense key={`chart ${asked}`} fallback={<BlockSkeleton className="h-96" />}>
        <Timely part={() => UsageChart({ actor, link, query })} />
      </Suspense>
      <Suspense key={`table ${asked} ${link.after} ${link.before}`} fallback={<TableSkeleton />}>
        <Timely part={() => UsageTable({ actor, link, query })} />
      </Suspense>
    </Page>
  );
});
