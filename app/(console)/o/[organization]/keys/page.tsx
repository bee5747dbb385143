import type { Metadata } from "next";
import { Suspense } from "react";
import { CsvLink } from "#components/directory/csv-link.tsx";
import { Freshness } from "#components/freshness.tsx";
import { Messages } from "#components/messages.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { Card } from "#components/ui/card.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { KeyFilters } from "./key-filters.tsx";
import { KeyList } from "./key-list.tsx";
import { RiskCards } from "./risk-cards.tsx";
import { loadKeyLink } from "#lib/keys/link.ts";
import { openDefault } from "../views/open-default.ts";
import { Views } from "../views/views.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("keys");
  return { title: t("title") };
}

export default pageOrNotice(async function KeysPage(props: PageProps<"/o/[organization]/keys">) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadKeyLink(props.searchParams),
    getTranslations("keys"),
  ]);
  authorize(actor, "keys.read");
  await openDefault(actor, "keys", props.searchParams);

  return (
    <Messages namespaces={["keys"]}>
      <Page>
        <PageHeader
          title={t("title")}
          description={t("lead")}
          status={<Freshness actor={actor} kinds={["api_keys"]} />}
          actions={
            <>
              <Views actor={actor} page="keys" />
              <CsvLink organization={organization} path="keys/export" />
            </>
          }
        />
        <Suspense>
          <Timely part={() => RiskCards({ actor, chosen: link.risk })} />
        </Suspense>
        <KeyFilters actor={actor} link={link} />
        <Card flush>
          <Suspense key={JSON.stringify(link)} fallback={<TableSkeleton />}>
            <Timely part={() => KeyList({ actor, link })} />
          </Suspense>
        </Card>
      </Page>
    </Messages>
  );
});
