import type { Metadata } from "next";
import { Suspense } from "react";
import Link from "next/link";
import { allow } from "#components/allow.ts";
import { Freshness } from "#components/freshness.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { CsvButton } from "#components/report/csv-button.tsx";
import { KeptNotice } from "#components/report/kept-notice.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { Card } from "#components/ui/card.tsx";
import { requireActor } from "#lib/action.ts";
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

export default async function CostRowsPage(props: PageProps<"/o/[organization]/costs/rows">) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadCostLink(props.searchParams),
    getTranslations("costs"),
  ]);
  allow(actor, "costs.read");
  const query = parseCostQuery(link, todayIn("UTC"));
  const Rows = isOneDay(query) ? BilledRows : CostDays;

  return (
    <Page>
      <PageHeader
        back={
          <Link href={costAddress(organization, { ...link, after: null, before: null })}>{t("title")}</Link>
        }
        title={t("rows")}
        description={t(isOneDay(query) ? "rowsLead" : "daysLead")}
        status={<Freshness actor={actor} kinds={["costs"]} />}
        actions={<CsvButton href={exportAddress(organization, link, "/rows")} />}
      />
      <Suspense key={`kept ${JSON.stringify(query)}`}>
        <KeptNotice actor={actor} facts="costs" from={[query.range.fromOn]} />
      </Suspense>
      <Suspense key={`sum ${JSON.stringify(query)}`} fallback={<TableSkeleton />}>
        <Timely part={() => CostsSum({ actor, query })} />
      </Suspense>
      <Card flush>
        <Suspense key={JSON.stringify(link)} fallback={<TableSkeleton />}>
          <Timely part={() => Rows({ actor, link, query })} />
        </Suspense>
      </Card>
    </Page>
  );
}
