import type { Metadata } from "next";
import { Suspense } from "react";
import { FilterBar } from "#components/filter-bar.tsx";
import { Freshness } from "#components/freshness.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { CompareFilter } from "#components/report/compare-filter.tsx";
import { KeptNotice } from "#components/report/kept-notice.tsx";
import { RangeFilter } from "#components/report/range-filter.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { Card } from "#components/ui/card.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { usageKindNames } from "#lib/sync/kinds.ts";
import { addDays, todayIn } from "#lib/usage/days.ts";
import { firstDays } from "#lib/usage/first-days.ts";
import { loadUsageLink } from "#lib/usage/filters.ts";
import { parseUsageQuery } from "#lib/usage/parse-filters.ts";
import { UsageTabs } from "../usage-tabs.tsx";
import { KindTable } from "./kind-table.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("usage");
  return { title: t("allKinds") };
}

const streams = usageKindNames.map((kind) => `usage_${kind}` as const);

export default pageOrNotice(async function UsageKindsPage(props: PageProps<"/o/[organization]/usage/kinds">) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadUsageLink(props.searchParams),
    getTranslations("usage"),
  ]);
  authorize(actor, "usage.read");
  const query = parseUsageQuery(link, todayIn(actor.organization.timeZone));
  const shown = { from: query.range.fromOn, through: addDays(query.range.toOn, -1) };

  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("allKindsLead", { zone: actor.organization.timeZone })}
        status={<Freshness actor={actor} kinds={streams} />}
      />
      <UsageTabs organization={organization} />
      <FilterBar>
        <RangeFilter defaultRange="30d" shown={shown} />
        <CompareFilter />
      </FilterBar>
      <Suspense key={`kept ${JSON.stringify(query)}`}>
        <KeptNotice actor={actor} facts="usage" from={firstDays(query)} />
      </Suspense>
      <Card flush>
        <Suspense key={JSON.stringify([query.range, query.comparedWith])} fallback={<TableSkeleton />}>
          <Timely part={() => KindTable({ actor, link, query })} />
        </Suspense>
      </Card>
    </Page>
  );
});
