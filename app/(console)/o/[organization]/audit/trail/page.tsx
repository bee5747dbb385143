import type { Metadata } from "next";
import { Suspense } from "react";
import { nameFilter } from "#components/audit/name-filter.ts";
import { Messages } from "#components/messages.tsx";
import { CsvLink } from "#components/directory/csv-link.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import { anyKey } from "#lib/i18n/any-key.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import type { TrailFilter } from "#lib/trail/parse-filter.ts";
import { parseTrailFilter, trailToParams } from "#lib/trail/parse-filter.ts";
import { AuditTabs } from "../audit-tabs.tsx";
import { openDefault } from "../../views/open-default.ts";
import { Views } from "../../views/views.tsx";
import { OpenedOperation } from "./opened-operation.tsx";
import { ShownOperation } from "./shown-operation.tsx";
import { TrailFilters } from "./trail-filters.tsx";
import { TrailTable } from "./trail-table.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trail");
  return { title: t("title") };
}

type Params = Record<string, string | string[] | undefined>;

/** The filter, or the name of the parameter that cannot be understood. */
function readFilter(params: Params): TrailFilter | string {
  try {
    return parseTrailFilter(params);
  } catch (error) {
    if (error instanceof DomainError && error.code === "invalid") return String(error.values["field"]);
    throw error;
  }
}

function text(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}

export default pageOrNotice(async function TrailPage(props: PageProps<"/o/[organization]/audit/trail">) {
  const [{ organization }, params] = await Promise.all([props.params, props.searchParams]);
  const [actor, t, errors] = await Promise.all([
    requireActor(organization),
    getTranslations("trail"),
    getTranslations("errors"),
  ]);
  authorize(actor, "trail.read");
  await openDefault(actor, "trail", props.searchParams);
  const filter = readFilter(params);
  const operation = text(params["operation"]);
  const request = { after: text(params["after"]), before: text(params["before"]) };
  const query = typeof filter === "string" ? new URLSearchParams() : trailToParams(filter);
  for (const [way, place] of Object.entries(request)) if (place !== null) query.set(way, place);

  return (
    <Messages namespaces={["trail"]}>
      <Page>
        <PageHeader
          title={t("title")}
          description={t("lead")}
          actions={
            <>
              <Views actor={actor} page="trail" />
              {typeof filter !== "string" && <CsvLink organization={organization} path="download/trail" />}
            </>
          }
        />
        <AuditTabs actor={actor} />
        {operation !== null && (
          <ShownOperation actor={actor} operation={operation} query={query.toString()} />
        )}
        <TrailFilters />
        {typeof filter === "string" ? (
          <Alert tone="destructive" title={t("invalidFilter")}>
            {errors("filterInvalid", { field: nameFilter(anyKey(t), filter) })}
          </Alert>
        ) : (
          <Card flush>
            <Suspense key={JSON.stringify([filter, request])} fallback={<TableSkeleton />}>
              <Timely part={() => TrailTable({ actor, filter, request })} />
            </Suspense>
          </Card>
        )}
      </Page>
      <OpenedOperation organization={organization} />
    </Messages>
  );
});
