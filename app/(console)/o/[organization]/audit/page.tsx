import type { Metadata } from "next";
import { Suspense } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { nameFilter } from "#components/audit/name-filter.ts";
import { Freshness } from "#components/freshness.tsx";
import { Messages } from "#components/messages.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { KeptNotice } from "#components/report/kept-notice.tsx";
import { BlindNotice } from "#components/streams/blind-notice.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import { requireActor } from "#lib/action.ts";
import { countEvents } from "#lib/audit-events/count.ts";
import type { AuditFilter, Params } from "#lib/audit-events/parse-filter.ts";
import { filterToParams, isUnfiltered, parseAuditFilter } from "#lib/audit-events/parse-filter.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { timeRange } from "#lib/audit-events/time-range.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import { anyKey } from "#lib/i18n/any-key.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { AuditTabs } from "./audit-tabs.tsx";
import { EventList } from "./event-list.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { Filters } from "./filters.tsx";
import { loadEvents } from "./load-events.ts";
import { OpenedEvent } from "./opened-event.tsx";
import { openDefault } from "../views/open-default.ts";
import { Views } from "../views/views.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

/** The filter, or the name of the parameter that cannot be understood. */
function readFilter(params: Params): AuditFilter | string {
  try {
    return parseAuditFilter(params);
  } catch (error) {
    if (error instanceof DomainError && error.code === "invalid") return String(error.values["field"]);
    throw error;
  }
}

const weekMs = 7 * 86_400_000;

type ShownProps = { actor: Actor; filter: AuditFilter };

async function Count({ actor, filter }: ShownProps) {
  const [{ count, isCapped }, t] = await Promise.all([countEvents(actor, filter), getTranslations("audit")]);
  return <p className="text-muted-foreground text-xs">{t("count", { count, isCapped: String(isCapped) })}</p>;
}

async function Events({ actor, filter }: ShownProps) {
  const [first, t, common] = await Promise.all([
    loadEvents(actor, filter),
    getTranslations("audit"),
    getTranslations("common"),
  ]);
  if (first.events.length === 0 && isUnfiltered(filter))
    return <EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>;
  if (first.events.length === 0)
    return <EmptyState title={t("noMatches")}>{common("noMatchesBody")}</EmptyState>;
  const query = filterToParams(filter).toString();
  return <EventList key={query} organization={actor.organization.slug} query={query} first={first} />;
}

/** Without limits the newest events are shown: what is blind now concerns them. */
function Blind({ actor, filter }: ShownProps) {
  const { since, before } = timeRange(filter, actor.organization.timeZone);
  const to = before ?? new Date();
  return (
    <BlindNotice
      actor={actor}
      kinds={["audit_log"]}
      from={since ?? new Date(to.getTime() - weekMs)}
      to={to}
    />
  );
}

function Shown({ actor, filter }: ShownProps) {
  const query = filterToParams(filter).toString();
  return (
    <>
      <Suspense key={`kept ${query}`}>
        <KeptNotice actor={actor} facts="audit_events" from={[filter.from?.slice(0, 10)]} />
      </Suspense>
      <Suspense key={`blind ${query}`}>
        <Blind actor={actor} filter={filter} />
      </Suspense>
      {/* Stays when the filter changes, so that the new count is told. */}
      <div role="status">
        <Suspense key={`count ${query}`} fallback={<p className="h-4" />}>
          <Timely brief part={() => Count({ actor, filter })} />
        </Suspense>
      </div>
      <Card flush>
        <Suspense key={query} fallback={<TableSkeleton />}>
          <Timely part={() => Events({ actor, filter })} />
        </Suspense>
      </Card>
    </>
  );
}

export default pageOrNotice(async function AuditPage(props: PageProps<"/o/[organization]/audit">) {
  const [{ organization }, params] = await Promise.all([props.params, props.searchParams]);
  const [actor, t, errors] = await Promise.all([
    requireActor(organization),
    getTranslations("audit"),
    getTranslations("errors"),
  ]);
  authorize(actor, "audit.read");
  await openDefault(actor, "audit", props.searchParams);
  const filter = readFilter(params);
  const isSound = typeof filter !== "string";
  const query = isSound ? filterToParams(filter) : new URLSearchParams();

  return (
    <Messages namespaces={["audit"]}>
      <Page>
        <PageHeader
          title={t("title")}
          description={t("lead")}
          status={<Freshness actor={actor} kinds={["audit_log"]} />}
          actions={
            <>
              <Views actor={actor} page="audit" />
              {isSound && can(actor, "audit.export") && (
                <ExportMenu organization={organization} query={query.toString()} />
              )}
            </>
          }
        />
        <AuditTabs actor={actor} />
        {typeof params["event"] === "string" && (
          <OpenedEvent actor={actor} place={params["event"]} query={query.toString()} />
        )}
        <Filters actor={actor} active={isSound ? [...query.keys()] : [filter]} />
        {isSound ? (
          <Shown actor={actor} filter={filter} />
        ) : (
          <Alert tone="destructive" title={t("invalidFilter")}>
            {errors("filterInvalid", { field: nameFilter(anyKey(t), filter) })}
          </Alert>
        )}
      </Page>
    </Messages>
  );
});
