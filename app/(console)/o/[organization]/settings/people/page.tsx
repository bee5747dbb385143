import type { Metadata } from "next";
import { Suspense } from "react";
import { CsvLink } from "#components/directory/csv-link.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { SearchField } from "#components/search-field.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { Card } from "#components/ui/card.tsx";
import { requireActor, requirePerson } from "#lib/action.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { loadPeopleLink } from "#lib/grants/link.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { CreateGrantDialog } from "./create-grant-dialog.tsx";
import { GrantTable } from "./grant-table.tsx";
import { PermissionMatrix } from "./permission-matrix.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("people.title") };
}

export default pageOrNotice(async function PeoplePage(props: PageProps<"/o/[organization]/settings/people">) {
  const { organization } = await props.params;
  const [person, actor, { q }, t] = await Promise.all([
    requirePerson(),
    requireActor(organization),
    loadPeopleLink(props.searchParams),
    getTranslations("settings"),
  ]);
  authorize(actor, "grants.read");
  const isConsoleOwner = person.consoleRole === "owner";

  return (
    <>
      <Card
        flush
        title={t("people.title")}
        description={t("people.lead")}
        actions={
          <>
            <CsvLink size="sm" organization={organization} path="download/grants" />
            {can(actor, "grants.create") && (
              <CreateGrantDialog organization={organization} mayGrantEverywhere={isConsoleOwner} />
            )}
          </>
        }
      >
        <div className="border-border border-b p-3">
          <SearchField label={t("people.search")} />
        </div>
        <Suspense key={q} fallback={<TableSkeleton rows={4} />}>
          <Timely part={() => GrantTable({ actor, isConsoleOwner, search: q })} />
        </Suspense>
      </Card>
      <Card flush title={t("matrix.title")} description={t("matrix.lead")}>
        <PermissionMatrix />
      </Card>
    </>
  );
}, "part");
