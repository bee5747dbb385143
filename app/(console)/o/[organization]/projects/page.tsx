import type { Metadata } from "next";
import { Suspense } from "react";
import { CsvLink } from "#components/directory/csv-link.tsx";
import { FilterBar } from "#components/filter-bar.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { Freshness } from "#components/freshness.tsx";
import { Messages } from "#components/messages.tsx";
import { pageOrNotice } from "#components/page-or-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Page } from "#components/page.tsx";
import { SearchField } from "#components/search-field.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Timely } from "#components/timely.tsx";
import { Card } from "#components/ui/card.tsx";
import { requireActor } from "#lib/action.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { getTranslations } from "#lib/i18n/server.ts";
import { projectStatuses } from "#lib/projects/list.ts";
import { CreateProjectDialog } from "./create-project-dialog.tsx";
import { ProjectTable } from "./project-table.tsx";
import { loadProjectLink } from "#lib/projects/link.ts";
import { openDefault } from "../views/open-default.ts";
import { Views } from "../views/views.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("projects");
  return { title: t("title") };
}

export default pageOrNotice(async function ProjectsPage(props: PageProps<"/o/[organization]/projects">) {
  const { organization } = await props.params;
  const [actor, link, t] = await Promise.all([
    requireActor(organization),
    loadProjectLink(props.searchParams),
    getTranslations("projects"),
  ]);
  authorize(actor, "projects.read");
  await openDefault(actor, "projects", props.searchParams);

  return (
    <Messages namespaces={["projects"]}>
      <Page>
        <PageHeader
          title={t("title")}
          description={t("lead")}
          status={<Freshness actor={actor} kinds={["projects"]} />}
          actions={
            <>
              <Views actor={actor} page="projects" />
              <CsvLink organization={organization} path="projects/export" />
              {can(actor, "projects.create") && <CreateProjectDialog organization={organization} />}
            </>
          }
        />
        <FilterBar>
          <SearchField label={t("search")} />
          <FilterSelect
            name="status"
            label={t("status")}
            allLabel={null}
            defaultValue="active"
            options={projectStatuses.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
          />
        </FilterBar>
        <Card flush>
          <Suspense key={JSON.stringify(link)} fallback={<TableSkeleton />}>
            <Timely part={() => ProjectTable({ actor, link })} />
          </Suspense>
        </Card>
      </Page>
    </Messages>
  );
});
