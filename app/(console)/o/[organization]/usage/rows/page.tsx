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

export default async function UsageRowsPage(props: PageProps<"/o/[organization]/usage/rows">) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadRowsLink(props.searchParams),
    getTranslations("usage"),
  ]);
  allow(actor, "usage.read");
  const query = parseRowsQuery(link, todayIn(actor.organization.timeZone));
  const { hour: _hour, ...shown } = link;
  const Rows = isHourly(query) ? UsageHours : UsageDays;

  return (
    <Page>
      <PageHeader
        back={
          <Link href={usageAddress(organization, { ...shown, after: null, before: null })}>{t("title")}</Link>
        }
        title={t("rows")}
        description={t(isHourly(query) ? "rowsLead" : "daysLead", { zone: actor.organization.timeZone })}
        status={<Freshness actor={actor} kinds={[`usage_${query.kind}`]} />}
        actions={<CsvButton href={exportAddress(organization, link, "rows")} />}
      />
      <Suspense key={`kept ${JSON.stringify(query)}`}>
        <KeptNotice actor={actor} facts="usage" from={[query.range.fromOn]} />
      </Suspense>
      <Suspense key={`sum ${JSON.stringify(query)}`} fallback={<TableSkeleton />}>
        <Timely part={() => RowsSum({ actor, query })} />
      </Suspense>
      <Card flush>
        <Suspense key={JSON.stringify(link)} fallback={<TableSkeleton />}>
          <Timely part={() => Rows({ actor, link, query })} />
        </Suspense>
      </Card>
    </Page>
  );
}
